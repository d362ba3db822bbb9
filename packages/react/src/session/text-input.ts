import type { Session } from '@standby/core'
import type { Source } from './reading/use-selector.ts'

/** A text field that the far end asks the viewer to fill. */
export interface TextInputRequest {
  readonly value: string
  readonly multiline: boolean
}

export interface TextInputStore extends Source<TextInputRequest | null> {
  /** Forgets the request: it was answered, or the viewer closed it. */
  clear(): void
}

const stores = new WeakMap<Session, TextInputStore>()

/** Remembers the far end's last request while anybody watches; the end of the media forgets it. */
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
