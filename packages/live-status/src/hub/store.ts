/** One thing that was kept. */
export interface StoreEntry {
  /** Where it stands: two whole numbers with a hyphen between them, growing. */
  readonly position: string
  /** As it was given to `append`. */
  readonly value: string
}

/** Where a hub keeps what it heard, and how several hubs hear of it. */
export interface HubStore {
  /**
   * Keeps a value of a stream, unless one with this id was kept before, and tells everybody who watches. `true`: kept,
   * and whoever sent it may forget it. Rejects where that is not certain.
   */
  append(stream: string, id: string, value: string): Promise<boolean>
  /** What is kept of a stream, oldest first, from behind `after`. Old entries may be gone. */
  read(stream: string, after?: string): Promise<readonly StoreEntry[]>
  /**
   * Calls back with a stream that has something new, and with `null` where anything may have been missed. Returns the
   * function that ends it.
   */
  watch(changed: (stream: string | null) => void): () => void
  /** Closes what the store opened itself. */
  close?(): Promise<void>
}

/** < 0 where `a` stands before `b`. */
export function comparePositions(a: string, b: string): number {
  const [a1 = 0, a2 = 0] = a.split('-').map(Number)
  const [b1 = 0, b2 = 0] = b.split('-').map(Number)
  return a1 - b1 || a2 - b2
}

export const isPosition = (text: string): boolean => /^\d{1,15}-\d{1,15}$/.test(text)
