import type { Session } from '@standby/core'
import type { Source } from './reading/use-selector.ts'

export interface PanelStore extends Source<boolean> {
  set(open: boolean): void
}

const stores = new WeakMap<Session, PanelStore>()

/** Whether a session's statistics are open. Initially closed. */
export function panelStore(session: Session): PanelStore {
  const existing = stores.get(session)
  if (existing) return existing
  let open = false
  const listeners = new Set<() => void>()
  const store: PanelStore = {
    get: () => open,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next) {
      if (next === open) return
      open = next
      for (const listener of listeners) listener()
    },
  }
  stores.set(session, store)
  return store
}
