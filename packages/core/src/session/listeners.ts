/** Hands an error on to the page's own error reporting without stopping whoever caught it. */
export function reportThrown(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void }
  if (reportError) reportError(error)
  else
    queueMicrotask(() => {
      throw error
    })
}

export interface Listeners<Args extends readonly unknown[]> {
  /** Returns the function that stops listening. The same function may listen twice. */
  add(listener: (...args: Args) => void): () => void
  /** One that throws is reported and does not stop the others. */
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
      // A copy: who joins now was not there when it happened. Who left meanwhile hears nothing more.
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
