import type { StreampixelSdk } from './sdk.ts'

export interface StreampixelOptions {
  /**
   * The SDK's `StreamPixelApplication`, or a function that loads it first:
   * `async (options) => (await import('streampixelsdk')).StreamPixelApplication(options)`.
   */
  readonly sdk: StreampixelSdk
  /** The id of the project. */
  readonly appId: string
  /**
   * The SDK's own options: `{ afktimeout: 300, primaryCodec: 'H264' }`. Options for input and connecting have no effect,
   * because the kit sets them.
   */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Distinguishes streams. Default: `appId`. */
  readonly id?: string
}
