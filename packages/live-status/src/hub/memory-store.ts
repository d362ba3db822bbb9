import { checkWhole } from '../check-options.ts'
import type { HubStore, StoreEntry } from './store.ts'

export interface MemoryStoreOptions {
  /** Kept of one stream. */
  readonly entries?: number
  /** Kept at all; the one that was quiet for longest goes first. */
  readonly streams?: number
  /** Ids that are known again. */
  readonly ids?: number
}

/** In the memory of this process: for one instance, which forgets everything when it restarts. */
export function memoryStore({
  entries = 200,
  streams = 10_000,
  ids = 20_000,
}: MemoryStoreOptions = {}): HubStore {
  for (const [option, value] of Object.entries({ entries, streams, ids }))
    checkWhole('memoryStore', option, value, { why: 'It would keep nothing, or everything for ever.' })
  const logs = new Map<string, StoreEntry[]>()
  const known = new Set<string>()
  const watchers = new Set<{ readonly changed: (stream: string | null) => void }>()
  // A former process counted from its own start: what a viewer has from there stands before everything of this one.
  const start = Date.now()
  let count = 0

  const forgetOldest = (collection: Map<string, unknown> | Set<string>, most: number) => {
    for (const key of collection.keys()) {
      if (collection.size <= most) return
      collection.delete(key)
    }
  }

  return {
    append(stream, id, value) {
      const known_ = `${stream} ${id}`
      if (known.has(known_)) return Promise.resolve(false)
      known.add(known_)
      forgetOldest(known, ids)
      const log = [...(logs.get(stream) ?? []), { position: `${start}-${++count}`, value }].slice(-entries)
      // Last in the map is what changed last.
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
