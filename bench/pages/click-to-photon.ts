import { isMarked } from '@standby/stage/worker-picture'

export interface Photons {
  /** Waits for the mark of the next press at this point of the picture (fractions, 0 to 1). */
  expect(x: number, y: number): void
  /** Time from that press to the frame that shows its mark, ms. */
  seen(): Promise<number>
  /** Number of frames painted so far. */
  painted(): number
}

declare global {
  interface Window {
    photons: Photons
  }
}

const [width, height] = [320, 180]

/** Checks every painted frame. The press's `timeStamp` and the callback's `now` use the same clock. */
export function watchForMarks(container: HTMLElement): void {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  let painted = 0
  let found: Promise<number> = Promise.resolve(Number.NaN)
  let waiting: { x: number; y: number; pressedAt: number; resolve: (ms: number) => void } | null = null

  const checkFrame = (video: HTMLVideoElement) => (now: number) => {
    painted++
    video.requestVideoFrameCallback(checkFrame(video))
    if (!waiting || Number.isNaN(waiting.pressedAt)) return
    context.drawImage(video, 0, 0, width, height)
    const { x, y, pressedAt, resolve } = waiting
    if (!isMarked(context.getImageData(0, 0, width, height), x, y)) return
    waiting = null
    resolve(now - pressedAt)
  }
  addEventListener('pointerdown', ({ timeStamp }) => waiting && (waiting.pressedAt = timeStamp), true)
  new MutationObserver((_, observer) => {
    const video = container.querySelector('video')
    if (!video) return
    observer.disconnect()
    video.requestVideoFrameCallback(checkFrame(video))
  }).observe(container, { childList: true, subtree: true })
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
