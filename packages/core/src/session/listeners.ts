/** Passes an error to the page's own error reporting, and returns. */
export function reportThrown(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void }
  if (reportError) reportError(error)
  else
    queueMicrotask(() => {
      throw error
    })
}

export interface Listeners<Args extends readonly unknown[]> {
  /** Returns the function that stops listening. The same function may be added twice. */
  add(listener: (...args: Args) => void): () => void
  /** An error of one listener is reported and does not stop the others. */
  notify(...args: Args): void
  clear(): void
}

export function createListeners<Args extends readonly unknown[] = []>(): Listeners<Args> {
  const entries = new Set<{ readonly listener: (...args: Args) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    notify(...args) {
      // A copy: listeners that are added now are not called. Listeners that are removed now are skipped.
      for (const entry of Array.from(entries))
        if (entries.has(entry))
          try {
            entry.listener(...args)
          } catch (error) {
            reportThrown(error)
          }
    },
    clear: () => entries.clear(),
  }
}
