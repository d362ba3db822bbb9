import type { Session } from '@standby/core'
import type { Source } from './reading/use-selector.ts'

/** A request of the far end for text from the viewer. */
export interface TextInputRequest {
  readonly value: string
  readonly multiline: boolean
}

export interface TextInputStore extends Source<TextInputRequest | null> {
  /** Drops the request, once it is answered or cancelled. */
  clear(): void
}

const stores = new WeakMap<Session, TextInputStore>()

/** Keeps the far end's last request while there are listeners. Drops it when the media ends. */
export function textInputStore(session: Session): TextInputStore {
  const existing = stores.get(session)
  if (existing) return existing

  let request: TextInputRequest | null = null
  let stop: (() => void) | null = null
  const listeners = new Set<() => void>()
  const set = (next: TextInputRequest | null) => {
    if (next === request) return
    request = next
    for (const listener of listeners) listener()
  }
  const watch = () => {
    const stopInput = session.on('text-input', ({ value, multiline }) => set({ value, multiline }))
    const stopStatus = session.on('status', ({ status }) => {
      if (status !== 'streaming' && status !== 'idle') set(null)
    })
    return () => {
      stopInput()
      stopStatus()
      request = null
    }
  }
  const store: TextInputStore = {
    get: () => request,
    clear: () => set(null),
    subscribe(listener) {
      listeners.add(listener)
      stop ??= watch()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
      }
    },
  }
  stores.set(session, store)
  return store
}
