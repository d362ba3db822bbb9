import type { StreampixelSdk } from './sdk.ts'

export interface StreampixelOptions {
  /**
   * The SDK's `StreamPixelApplication`. A function that loads it first will do:
   * `async (options) => (await import('streampixelsdk')).StreamPixelApplication(options)`.
   */
  readonly sdk: StreampixelSdk
  /** Of the project. */
  readonly appId: string
  /**
   * The SDK's own options: `{ afktimeout: 300, primaryCodec: 'H264' }`. Those about input and connecting have no effect:
   * the session has them.
   */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Tells streams apart; left out: `appId`. */
  readonly id?: string
}
