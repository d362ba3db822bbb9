import type { StreamInputEvent } from '@standby/core/source'

/** The pressed keys, buttons and pointers, each with the event that releases it. */
export interface Pressed {
  /** `release` is the event that undoes the press, e.g. a keyup or a pointer cancel. */
  add(id: string, release: StreamInputEvent): void
  has(id: string): boolean
  /** Call after the viewer's own release has been sent. */
  remove(id: string): void
  /** Releases everything, e.g. when the focus leaves. */
  releaseAll(): void
  /** Sends the pending releases again. */
  catchUp(): void
}

/**
 * Tracks what is pressed. Without it, a key that is down when an overlay opens would stay down at the far end, because
 * the page gets no keyup. `pendingReleases` holds releases that could not be sent. It outlives the connection, because
 * the next connection may reach the same worker.
 */
export function createPressed(
  send: (event: StreamInputEvent) => boolean,
  pendingReleases: StreamInputEvent[],
): Pressed {
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
