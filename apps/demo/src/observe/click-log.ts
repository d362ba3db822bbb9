import { isMarked, type PictureImage } from '@standby/stage/worker-picture'

/** One press on the picture, and when its mark was seen. Epoch ms. */
export interface Click {
  readonly at: number
  readonly tookMs: number
}

/** Its mark is painted for a second; what took longer than this was lost. */
const LOST_AFTER_MS = 3000
const KEPT = 100

/** How long it takes from a press to the picture that shows it: input, far end, encoder, network, decoder, screen. */
export class ClickLog {
  private waiting: { readonly at: number; readonly x: number; readonly y: number } | null = null
  private clicks: readonly Click[] = []

  get all(): readonly Click[] {
    return this.clicks
  }

  /** A press, at fractions of the picture. One is waited for at a time. */
  press(x: number, y: number, at: number): void {
    const free = this.waiting === null || at - this.waiting.at > LOST_AFTER_MS
    if (free) this.waiting = { at, x, y }
  }

  /** A picture was shown at this moment. */
  look(image: PictureImage, at: number): void {
    const { waiting } = this
    if (!waiting || at <= waiting.at || !isMarked(image, waiting.x, waiting.y)) return
    this.waiting = null
    this.clicks = [...this.clicks, { at, tookMs: at - waiting.at }].slice(-KEPT)
  }
}

/** Notices presses on the picture, letterbox left out of account. Returns the function that stops. */
export function watchClicks(root: HTMLElement, video: HTMLVideoElement, log: ClickLog): () => void {
  const onPress = ({ target, clientX, clientY, timeStamp }: PointerEvent) => {
    if (!(target instanceof Element) || !target.closest('[data-standby="stream-input"]')) return
    const { left, top, width, height } = video.getBoundingClientRect()
    log.press((clientX - left) / width, (clientY - top) / height, performance.timeOrigin + timeStamp)
  }
  root.addEventListener('pointerdown', onPress, { capture: true })
  return () => root.removeEventListener('pointerdown', onPress, { capture: true })
}
