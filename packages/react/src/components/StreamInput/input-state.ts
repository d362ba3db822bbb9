import type { Session } from '@standby/core'
import type { StreamInputEvent } from '@standby/core/source'
import type { Source } from '../../session/reading/use-selector.ts'

/** Who has the keys, as far as a viewer must know. */
export interface InputState {
  /** The picture has the focus: keys go to the far end. */
  readonly focused: boolean
  /** It came there by the keyboard, and no key was sent yet. */
  readonly arrived: boolean
  /** How many overlays keep input to themselves. */
  readonly locks: number
  /** Tab goes to the far end too. */
  readonly tab: boolean
}

export interface InputStore extends Source<InputState> {
  /** What was let go and the far end has yet to hear of. */
  readonly pendingReleases: StreamInputEvent[]
  set(change: Partial<InputState>): void
  /** Locks input until the function returned is called. */
  lock(): () => void
}

export const untouched: InputState = { focused: false, arrived: false, locks: 0, tab: false }

const stores = new WeakMap<Session, InputStore>()

/** One per session: the last view has the input, as it has the picture. */
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
