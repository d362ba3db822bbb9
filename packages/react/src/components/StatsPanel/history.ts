import type { Session, StatsSample } from '@standby/core'

/** 30 s at one sample per second. */
const maxSamples = 30

export interface StatsHistory {
  /** The last 30 samples, oldest first. */
  readonly samples: readonly StatsSample[]
  /** Calls `listener` after each sample. Samples are collected only while there is a listener. */
  watch(listener: () => void): () => void
}

const histories = new WeakMap<Session, StatsHistory>()

export function statsHistory(session: Session): StatsHistory {
  const existing = histories.get(session)
  if (existing) return existing
  const { stats } = session
  let samples: readonly StatsSample[] = []
  let stop: (() => void) | null = null
  const listeners = new Set<() => void>()
  const record = () => {
    const sample = stats.get()
    if (!sample || sample === samples.at(-1)) return
    samples = [...samples, sample].slice(-maxSamples)
    for (const listener of listeners) listener()
  }
  const history: StatsHistory = {
    get samples() {
      return samples
    },
    watch(listener) {
      listeners.add(listener)
      stop ??= stats.subscribe(record)
      record()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
        samples = []
      }
    },
  }
  histories.set(session, history)
  return history
}
