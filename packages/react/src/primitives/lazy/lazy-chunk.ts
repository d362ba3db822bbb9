import { lazyModule } from '@standby/core/source'
import { warnOnce } from '../warning/warn-once.ts'

const retryMs = 30_000

/** Code in a chunk of its own, which is loaded when it is first needed. */
export interface LazyChunk<T> {
  /** The module; `null` until it has loaded. */
  get(): T | null
  /** Calls `listener` when the module has loaded. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Loads the module once. After a failure it is tried again by the next call, and every 30 s while anyone listens. */
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
  let retry: ReturnType<typeof setTimeout> | undefined

  const load = () => {
    if (module.loaded) return
    module.load().then(
      () => {
        for (const listener of listeners) listener()
      },
      () => {
        warnOnce(
          name,
          `the code of ${name} did not load, so it is missing. It is tried again. Keep the files of earlier releases for a while.`,
        )
        clearTimeout(retry)
        if (listeners.size > 0) retry = setTimeout(load, retryMs)
      },
    )
  }

  return {
    get: () => module.loaded,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearTimeout(retry)
      }
    },
    load,
  }
}
