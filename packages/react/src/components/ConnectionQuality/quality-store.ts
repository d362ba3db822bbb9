import type { Session } from '@standby/core'
import type { Source } from '../../session/reading/use-selector.ts'
import { levelOf, type Level } from './level.ts'

/** Samples in a row before a new level is shown: one bad second is not a bad connection. */
const minSamples = 3

const stores = new WeakMap<Session, Source<Level | null>>()

/** The level as shown to the viewer. Subscribes to the samples only while it has listeners itself. */
export function qualityStore(session: Session): Source<Level | null> {
  const existing = stores.get(session)
  if (existing) return existing
  let shown: Level | null = null
  let next: Level | null = null
  let seen = 0
  let stop: (() => void) | null = null
  const listeners = new Set<() => void>()

  const update = () => {
    const level = levelOf(session.stats.get())
    seen = level === next ? seen + 1 : 1
    next = level
    // The first level is shown at once, and so is that the level is unknown again.
    const settled = shown === null || level === null || seen >= minSamples
    if (level === shown || !settled) return
    shown = level
    for (const listener of listeners) listener()
  }
  const store: Source<Level | null> = {
    get: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      if (!stop) {
        stop = session.stats.subscribe(update)
        update()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
        shown = null
      }
    },
  }
  stores.set(session, store)
  return store
}
