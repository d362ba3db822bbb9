/** What happens around a session and is not about one stream. */
export type EnvironmentEvent =
  | 'online'
  | 'offline'
  | 'visibilitychange'
  | 'pageshow'
  | 'pagehide'
  | 'freeze'
  | 'resume'

/** A timer's handle; opaque, since Node and browsers differ. */
export type Timer = unknown

/**
 * Everything a session and its sources take from their surroundings, so that a test can drive it.
 * `@standby/core/testing` has a manual one.
 */
export interface Environment {
  /** Local epoch, ms. */
  now(): number
  /** 0 ≤ n < 1. */
  random(): number
  setTimeout(run: () => void, ms: number): Timer
  clearTimeout(timer: Timer): void
  readonly online: boolean
  readonly visible: boolean
  /** Returns the function that stops listening. */
  on(event: EnvironmentEvent, listener: () => void): () => void
  /** Human input anywhere on the page; the function returned stops listening. */
  onInput(listener: (event: Event) => void): () => void
  /** Per tab, survives a reload; `null` where storage is not to be had. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  /** To the other tabs of this origin, `null` where there are none; what it returns says something and closes. */
  channel(
    name: string,
    listener: (message: unknown) => void,
  ): { post(message: unknown): void; close(): void } | null
  /** `null` where there is no document: the session stays inert. */
  readonly document: Document | null
  fetch(input: string, init?: RequestInit): Promise<Response>
}
