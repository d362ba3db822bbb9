/** What everything that captures is given. */
export interface Capture {
  /** Takes pointer and keys; lies over the picture. */
  readonly surface: HTMLElement
  /** Stops everything. */
  readonly signal: AbortSignal
  /** The far end takes input, and nothing lies over the picture. */
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
