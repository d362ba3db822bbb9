/** Page and device events that concern every session. */
export type EnvironmentEvent =
  | 'online'
  | 'offline'
  | 'visibilitychange'
  | 'pageshow'
  | 'pagehide'
  | 'freeze'
  | 'resume'

/** A timer's handle. Opaque, because Node and browsers differ. */
export type Timer = unknown

/**
 * Everything a session and its sources read from the page and the device, so that a test can drive it.
 * `@standby/core/testing` has a manual environment.
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
  /** Calls `listener` at human input anywhere on the page. Returns the function that stops listening. */
  onInput(listener: (event: Event) => void): () => void
  /** Per tab, survives a reload. `null` where storage is not available. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  /** A message channel to the other tabs of this origin. `null` where it is not available. */
  channel(
    name: string,
    listener: (message: unknown) => void,
  ): { post(message: unknown): void; close(): void } | null
  /** `null` on a server: the session stays inert. */
  readonly document: Document | null
  fetch(input: string, init?: RequestInit): Promise<Response>
}
