import { lazyModule } from '@standby/core/source'
import { warnOnce } from '../warning/warn-once.ts'

/** Code in a chunk of its own, which is loaded when it is first needed. */
export interface LazyChunk<T> {
  /** The module; `null` until it has loaded. */
  get(): T | null
  /** Calls `listener` when the module has loaded. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Loads the module once. After a failure, the next call tries again. */
  load(): void
}

/**
 * Creates a lazy chunk. `React.lazy` would not do: it suspends everything around it, and never tries a failed import
 * again.
 *
 * @param name what the chunk contains, for the warning when it does not load
 */
export function lazyChunk<T>(name: string, importModule: () => Promise<T>): LazyChunk<T> {
  const module = lazyModule(importModule)
  const listeners = new Set<() => void>()
  return {
    get: () => module.loaded,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load() {
      if (module.loaded) return
      module.load().then(
        () => {
          for (const listener of listeners) listener()
        },
        () =>
          warnOnce(
            `lazy-${name}`,
            `the code of ${name} did not load, so the viewer does not see it. The network failed, or a newer version of ` +
              `the site has replaced its files. It is tried again when it is needed again. Keep the files of earlier ` +
              `versions for a while.`,
          ),
      )
    },
  }
}
