import type { EpicPlayer } from '../connection/epic.ts'

/**
 * The SDK's `StreamPixelApplication`. It is not on npm and has no types. Version 1.2 returns its result, 1.3 a promise of
 * it.
 */
export type StreampixelSdk = (options: Record<string, unknown>) => unknown

/** The part of the SDK's result that is used. */
export interface SdkApplication {
  readonly player: EpicPlayer
  /** The SDK's own element with its overlays. Never shown. */
  readonly element: HTMLElement | null
  readonly onQueue: ((listener: (place: unknown) => void) => unknown) | null
  readonly onReconnect: ((listener: (state: unknown) => void) => unknown) | null
}

/** The failures of the SDK. It does not throw, but returns these in its result. */
export type SdkFailure = 'refused' | 'unsupported' | 'already-initialised'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value == 'object' && value !== null

/**
 * Reads the SDK's result. `null`: the application is unknown, its domain is not allowed, or the network failed. A list:
 * the browser or its codecs are not supported. An object without a player: the SDK was initialised before.
 */
export function readSdk(result: unknown): SdkApplication | SdkFailure {
  if (Array.isArray(result)) return 'unsupported'
  if (!isObject(result)) return 'refused'
  const { pixelStreaming, appStream, queueHandler, reconnectStream } = result
  if (!isObject(pixelStreaming)) return 'already-initialised'
  const element = isObject(appStream) ? appStream['rootElement'] : null
  const on = isObject(reconnectStream) ? reconnectStream['on'] : null
  return {
    player: pixelStreaming as unknown as EpicPlayer,
    element: isObject(element) ? (element as unknown as HTMLElement) : null,
    onQueue: typeof queueHandler == 'function' ? (listener) => queueHandler(listener) : null,
    onReconnect: typeof on == 'function' ? (listener) => on.call(reconnectStream, 'state', listener) : null,
  }
}

/** A place in the queue, from 1. `null` for the SDK's values without a place: 0, negative, NaN. */
export function readPlace(place: unknown): number | null {
  const position = isObject(place) ? place['position'] : null
  return Number.isInteger(position) && (position as number) > 0 ? (position as number) : null
}

export interface ReconnectState {
  readonly status: string
  readonly code: number | null
  readonly reason: unknown
}

export function readReconnect(state: unknown): ReconnectState {
  const { status, code, reason } = isObject(state) ? state : ({} as Record<string, unknown>)
  return {
    status: typeof status == 'string' ? status : '',
    code: Number.isInteger(code) ? (code as number) : null,
    reason,
  }
}

/** The time until the end, ms. The first warning has the value 0, which means the SDK's 10 s. */
export function readCountdown(data: unknown): number {
  const seconds = isObject(data) ? Number(data['countDown']) : Number.NaN
  return (seconds > 0 && seconds <= 3600 ? seconds : 10) * 1000
}
