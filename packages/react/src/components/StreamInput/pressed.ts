import type { StreamInputEvent } from '@standby/core/source'

/** What the viewer holds down, and how the far end is told that they let go. */
export interface Pressed {
  /** `release` undoes it: the key goes up, the pointer is cancelled. */
  add(id: string, release: StreamInputEvent): void
  has(id: string): boolean
  /** Let go by the viewer: the event that says so was sent. */
  remove(id: string): void
  /** Lets go of everything: nobody is there to do it. */
  releaseAll(): void
  /** Says what could not be said while nothing took it. */
  catchUp(): void
}

/**
 * A key that is down when an overlay opens would stay down at the far end: the page hears no more of it. `pendingReleases` is what
 * could not be said; it outlives the connection, since the same worker may be there on the next one.
 */
export function createPressed(send: (event: StreamInputEvent) => boolean, pendingReleases: StreamInputEvent[]): Pressed {
  const pressed = new Map<string, StreamInputEvent>()
  return {
    add: (id, release) => void pressed.set(id, release),
    has: (id) => pressed.has(id),
    remove: (id) => void pressed.delete(id),
    releaseAll() {
      const releases = [...pressed.values()]
      pressed.clear()
      pendingReleases.push(...releases.filter((release) => !send(release)))
    },
    catchUp() {
      pendingReleases.push(...pendingReleases.splice(0).filter((release) => !send(release)))
    },
  }
}
