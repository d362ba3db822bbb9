import { isMarked, type PictureImage } from '@standby/stage/worker-picture'

/** One press on the picture. */
export interface Click {
  /** When its mark was seen, epoch ms. */
  readonly at: number
  /** Time from the press to its mark, ms. */
  readonly tookMs: number
}

/** A press without a picture of its mark after this time is lost. The mark is painted for one second. */
const lostAfterMs = 3000
const maxKeptClicks = 100

/** Measures the time from a press to the picture with its mark: input, far end, encoder, network, decoder, screen. */
export class ClickLog {
  private waiting: { readonly at: number; readonly x: number; readonly y: number } | null = null
  private clicks: readonly Click[] = []

  get all(): readonly Click[] {
    return this.clicks
  }

  /** Notes a press at fractions of the picture. The log waits for one press at a time and ignores others. */
  press(x: number, y: number, at: number): void {
    const free = this.waiting === null || at - this.waiting.at > lostAfterMs
    if (free) this.waiting = { at, x, y }
  }

  /** Looks for the mark in a picture that was shown at `at`. */
  look(image: PictureImage, at: number): void {
    const { waiting } = this
    if (!waiting || at <= waiting.at || !isMarked(image, waiting.x, waiting.y)) return
    this.waiting = null
    this.clicks = [...this.clicks, { at, tookMs: at - waiting.at }].slice(-maxKeptClicks)
  }
}

/** Notes presses on the picture. Does not account for a letterbox. Returns the function that stops. */
export function watchClicks(root: HTMLElement, video: HTMLVideoElement, log: ClickLog): () => void {
  const onPress = ({ target, clientX, clientY, timeStamp }: PointerEvent) => {
    if (!(target instanceof Element) || !target.closest('[data-standby="stream-input"]')) return
    const { left, top, width, height } = video.getBoundingClientRect()
    log.press((clientX - left) / width, (clientY - top) / height, performance.timeOrigin + timeStamp)
  }
  root.addEventListener('pointerdown', onPress, { capture: true })
  return () => root.removeEventListener('pointerdown', onPress, { capture: true })
}
