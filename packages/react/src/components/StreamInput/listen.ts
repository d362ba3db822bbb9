/** What pointer, key and gamepad capture have in common. */
export interface Capture {
  /** The element over the picture that receives pointer and keys. */
  readonly surface: HTMLElement
  /** Removes all listeners. */
  readonly signal: AbortSignal
  /** The session streams, and nothing locks input. */
  isActive(): boolean
  isFocused(): boolean
}

export function listen<E extends keyof HTMLElementEventMap>(
  { surface, signal }: Capture,
  names: readonly E[],
  listener: (event: HTMLElementEventMap[E]) => void,
  options?: AddEventListenerOptions,
): void {
  for (const name of names) surface.addEventListener(name, listener, { ...options, signal })
}
