import { isMarked } from '@standby/stage/worker-picture'

export interface Photons {
  /** The next press is looked for at this place of the picture. */
  expect(x: number, y: number): void
  /** From that press to the picture that shows its mark, ms. */
  seen(): Promise<number>
  /** Pictures that were painted so far. */
  painted(): number
}

declare global {
  interface Window {
    photons: Photons
  }
}

const [width, height] = [320, 180]

/** Reads every painted picture. `timeStamp` of the press and the callback's `now` are of the same clock. */
export function watchForMarks(place: HTMLElement): void {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  let painted = 0
  let found: Promise<number> = Promise.resolve(Number.NaN)
  let waiting: { x: number; y: number; pressedAt: number; resolve: (ms: number) => void } | null = null

  const look = (video: HTMLVideoElement) => (now: number) => {
    painted++
    video.requestVideoFrameCallback(look(video))
    if (!waiting || Number.isNaN(waiting.pressedAt)) return
    context.drawImage(video, 0, 0, width, height)
    const { x, y, pressedAt, resolve } = waiting
    if (!isMarked(context.getImageData(0, 0, width, height), x, y)) return
    waiting = null
    resolve(now - pressedAt)
  }
  addEventListener('pointerdown', ({ timeStamp }) => waiting && (waiting.pressedAt = timeStamp), true)
  new MutationObserver((_, observer) => {
    const video = place.querySelector('video')
    if (!video) return
    observer.disconnect()
    video.requestVideoFrameCallback(look(video))
  }).observe(place, { childList: true, subtree: true })
  window.photons = {
    expect(x, y) {
      found = new Promise((resolve) => {
        waiting = { x, y, pressedAt: Number.NaN, resolve }
      })
    },
    seen: () => found,
    painted: () => painted,
  }
}
