import type { Session } from '@standby/core'
import type { StreamInputEvent } from '@standby/core/source'
import type { Source } from './reading/use-selector.ts'

/** Where the viewer's input goes. */
export interface InputState {
  /** The picture has the focus: keys go to the far end. */
  readonly focused: boolean
  /** The focus came by the keyboard, and no key has been sent yet. */
  readonly arrived: boolean
  /** Number of open overlays that lock input. */
  readonly locks: number
  /** Tab goes to the far end too. */
  readonly tab: boolean
}

export interface InputStore extends Source<InputState> {
  /** Releases that could not be sent yet. */
  readonly pendingReleases: StreamInputEvent[]
  set(change: Partial<InputState>): void
  /** Locks input until the returned function is called. */
  lock(): () => void
}

export const untouched: InputState = { focused: false, arrived: false, locks: 0, tab: false }

const stores = new WeakMap<Session, InputStore>()

/** One store per session, because only its last view has the picture and the input. */
export function inputStore(session: Session): InputStore {
  const existing = stores.get(session)
  if (existing) return existing
  let state = untouched
  const listeners = new Set<() => void>()
  const store: InputStore = {
    pendingReleases: [],
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(change) {
      const next = { ...state, ...change }
      const keys = Object.keys(change) as (keyof InputState)[]
      if (keys.every((key) => next[key] === state[key])) return
      state = next
      for (const listener of listeners) listener()
    },
    lock() {
      let locked = true
      store.set({ locks: state.locks + 1 })
      return () => {
        if (locked) store.set({ locks: state.locks - 1 })
        locked = false
      }
    },
  }
  stores.set(session, store)
  return store
}
