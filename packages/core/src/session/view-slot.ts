import type { Surface } from '../source/source-contract.ts'
import { type MediaObserver, placeFirst } from '../media/media-observer.ts'
import type { ViewSurface } from './session.ts'

export interface ViewSlot {
  /** `null` before the first view. */
  readonly surface: Surface | null
  moveTo(view: ViewSurface | null): void
}

/**
 * The surface that a source draws on. It stays the same for the life of a session. If a source were attached again
 * at each move of the view, it would restart its decoder, and the picture would blink.
 */
export function createViewSlot(media: MediaObserver): ViewSlot {
  let surface: Surface | null = null
  let container: HTMLElement | null = null
  let view: HTMLElement | null = null

  const createSurface = (video: HTMLVideoElement): Surface => ({
    video,
    hold: media.keepLastFrame,
    get container() {
      if (container) return container
      container = video.ownerDocument.createElement('div')
      container.dataset['standby'] = 'stream-view-surface'
      container.style.cssText = 'position: absolute; inset: 0'
      if (view) placeFirst(container, view)
      return container
    },
  })

  return {
    get surface() {
      return surface
    },
    moveTo(next) {
      view = next?.container ?? null
      if (!view) container?.remove()
      else if (container) placeFirst(container, view)
      if (next) media.attach(next)
      else media.detach()
      if (media.video) surface ??= createSurface(media.video)
    },
  }
}
