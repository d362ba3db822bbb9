import type { Session } from '@standby/core'
import type { Source } from '../../session/reading/use-selector.ts'
import { levelOf, type Level } from './level.ts'

/** One bad second is not a bad connection: a level that is told holds for so many samples. */
const steadyFor = 3

const stores = new WeakMap<Session, Source<Level | null>>()

/** The level as it is told. Listens to the samples only while somebody looks. */
export function qualityStore(session: Session): Source<Level | null> {
  const existing = stores.get(session)
  if (existing) return existing
  let told: Level | null = null
  let next: Level | null = null
  let seen = 0
  let stop: (() => void) | null = null
  const listeners = new Set<() => void>()

  const take = () => {
    const level = levelOf(session.stats.get())
    seen = level === next ? seen + 1 : 1
    next = level
    // The first one is told at once, and so is that nobody knows any more.
    const known = told === null || level === null || seen >= steadyFor
    if (level === told || !known) return
    told = level
    for (const listener of listeners) listener()
  }
  const store: Source<Level | null> = {
    get: () => told,
    subscribe(listener) {
      listeners.add(listener)
      if (!stop) {
        stop = session.stats.subscribe(take)
        take()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
        told = null
      }
    },
  }
  stores.set(session, store)
  return store
}
