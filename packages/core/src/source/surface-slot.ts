import type { SourceConnection, Surface } from './source-contract.ts'

/** What puts the picture into a surface: a player, a `MediaSink`, or another connection. */
export type SurfaceSink = Pick<SourceConnection, 'attach'>

/** Brings together the surface of a connection and what draws into it. Each may come first, and each may change. */
export interface SurfaceSlot {
  /** As `attach` of a connection. */
  attach(surface: Surface): () => void
  /** Draws with `sink` from now on, into the current surface and each later one. `null`: nothing draws. */
  show(sink: SurfaceSink | null): void
  /** Keeps the last painted frame visible until the next first frame. */
  hold(): void
  /** Forgets both, at the close of the connection. What draws detaches by itself then. */
  clear(): void
}

export function surfaceSlot(): SurfaceSlot {
  let surface: Surface | null = null
  let sink: SurfaceSink | null = null
  let detach: (() => void) | undefined

  return {
    attach(next) {
      surface = next
      detach = sink?.attach?.(next)
      return () => {
        if (surface !== next) return
        surface = null
        detach?.()
        detach = undefined
      }
    },
    show(next) {
      sink = next
      detach = surface ? next?.attach?.(surface) : undefined
    },
    hold: () => surface?.hold?.(),
    clear() {
      surface = sink = null
      detach = undefined
    },
  }
}
