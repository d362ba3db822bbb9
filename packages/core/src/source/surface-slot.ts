import type { SourceConnection, Surface } from './source-contract.ts'

/** What puts the picture into a surface: a player, a `MediaSink`, or another connection. */
export type SurfaceSink = Pick<SourceConnection, 'attach'>

/** Brings together the surface of a connection and what draws into it. Each may come first, and each may change. */
export interface SurfaceSlot {
  /** As `attach` of a connection. */
  attach(surface: Surface): () => void
  /**
   * Draws with `sink` from now on, into the current surface and each later one. `null`: nothing draws, and the former
   * sink is detached. A new sink takes over: the former one is not detached, because it could remove the new picture.
   */
  show(sink: SurfaceSink | null): void
  /** Keeps the last painted frame visible until the next first frame. */
  hold(): void
  /** Detaches what draws, and forgets the surface. For the close of the connection. */
  clear(): void
}

export function surfaceSlot(): SurfaceSlot {
  let surface: Surface | null = null
  let sink: SurfaceSink | null = null
  let detach: (() => void) | undefined

  const release = (): void => {
    const former = detach
    detach = undefined
    former?.()
  }
  const clear = (): void => {
    surface = null
    release()
  }

  return {
    attach(next) {
      surface = next
      detach = sink?.attach?.(next)
      return () => {
        if (surface === next) clear()
      }
    },
    show(next) {
      sink = next
      if (!next) release()
      else if (surface) detach = next.attach?.(surface)
    },
    hold: () => surface?.hold?.(),
    clear,
  }
}
