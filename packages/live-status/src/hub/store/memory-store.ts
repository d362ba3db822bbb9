import { checkWhole } from '../../check-options.ts'
import type { HubStore, StoreEntry } from './store.ts'

export interface MemoryStoreOptions {
  /** Max entries per stream. Default: 200. */
  readonly entries?: number
  /** Max streams. The one without an entry for the longest time is dropped first. Default: 10,000. */
  readonly streams?: number
  /** Max event ids that are remembered to recognise duplicates. Default: 20,000. */
  readonly ids?: number
}

/** Keeps events in the memory of this process. For one instance only. A restart loses everything. */
export function memoryStore({
  entries = 200,
  streams = 10_000,
  ids = 20_000,
}: MemoryStoreOptions = {}): HubStore {
  for (const [option, value] of Object.entries({ entries, streams, ids }))
    checkWhole('memoryStore', option, value, { why: 'The store would keep nothing, or everything for ever.' })
  const logs = new Map<string, StoreEntry[]>()
  const known = new Set<string>()
  const watchers = new Set<{ readonly changed: (stream: string | null) => void }>()
  // Positions begin with the start time, so positions of an earlier process come before all of this one.
  const start = Date.now()
  let count = 0

  const forgetOldest = (collection: Map<string, unknown> | Set<string>, max: number) => {
    for (const key of collection.keys()) {
      if (collection.size <= max) return
      collection.delete(key)
    }
  }

  return {
    append(stream, id, value) {
      const idKey = `${stream} ${id}`
      if (known.has(idKey)) return Promise.resolve(false)
      known.add(idKey)
      forgetOldest(known, ids)
      const log = [...(logs.get(stream) ?? []), { position: `${start}-${++count}`, value }].slice(-entries)
      // Keep the stream that changed last at the end of the map.
      logs.delete(stream)
      logs.set(stream, log)
      forgetOldest(logs, streams)
      for (const { changed } of Array.from(watchers)) changed(stream)
      return Promise.resolve(true)
    },
    read(stream, after) {
      const log = logs.get(stream) ?? []
      const seen = after === undefined ? -1 : log.findIndex(({ position }) => position === after)
      return Promise.resolve(log.slice(seen + 1))
    },
    watch(changed) {
      const watcher = { changed }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}
