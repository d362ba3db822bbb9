/** One stored entry. */
export interface StoreEntry {
  /** Its position: two whole numbers with a hyphen between them. Positions grow. */
  readonly position: string
  /** The value that was passed to `append`. */
  readonly value: string
}

/** Stores the events of a hub, and notifies other hubs of them. */
export interface HubStore {
  /**
   * Stores a value of a stream and notifies all watchers, unless a value with this id was stored before. `true`: the
   * value is stored, and the sender may forget it. `false`: the id is known. Rejects when that is not certain.
   */
  append(stream: string, id: string, value: string): Promise<boolean>
  /** The entries of a stream after the position `after`, oldest first. Old entries may be gone. */
  read(stream: string, after?: string): Promise<readonly StoreEntry[]>
  /**
   * Calls `changed` with a stream that has a new entry, and with `null` when changes may have been missed. Returns the
   * function that ends it.
   */
  watch(changed: (stream: string | null) => void): () => void
  /** Closes what the store opened itself. */
  close?(): Promise<void>
}

/** < 0 when `a` is before `b`. */
export function comparePositions(a: string, b: string): number {
  const [a1 = 0, a2 = 0] = a.split('-').map(Number)
  const [b1 = 0, b2 = 0] = b.split('-').map(Number)
  return a1 - b1 || a2 - b2
}

export const isPosition = (text: string): boolean => /^\d{1,15}-\d{1,15}$/.test(text)
