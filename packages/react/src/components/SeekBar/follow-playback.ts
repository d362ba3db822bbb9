import type { Session } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'
import { seekBy, seekTo } from './seek.ts'

/** The text for a position, by its distance to the live edge in ms; 0 is the edge. */
export type DescribePosition = (behindMs: number) => string

const steps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
  Home: -Infinity,
  End: Infinity,
}

/**
 * Keeps the slider in `bar` at the playback position. Writes to the elements directly: a live window moves with every
 * sample, and rendering that would cost a commit per second. Returns a function that stops it.
 */
export function followPlayback(session: Session, bar: HTMLElement, describe: DescribePosition): () => void {
  const input = bar.querySelector('input')
  if (!input) return () => {}
  const preview = bar.querySelector<HTMLElement>('[data-standby="seek-bar-preview"]')
  const listening = new AbortController()
  let dragging = false

  const show = (time: number, behindMs: number) => {
    const [start, end] = [Number(input.min), Number(input.max)]
    input.style.setProperty('--sb-filled', String(end > start ? (time - start) / (end - start) : 1))
    const text = describe(behindMs)
    // Screen readers read a focused slider again on every write, even of the same text.
    if (input.ariaValueText !== text) input.setAttribute('aria-valuetext', text)
  }
  const update = () => {
    const live = session.live.get()
    if (dragging || !live?.seekable) return
    const { start, end } = live.seekable
    if (!isWritable(start) || !isWritable(end)) return
    const time = live.atEdge ? end : clamp(session.media.video?.currentTime ?? end, start, end)
    input.min = String(start)
    input.max = String(end)
    input.value = String(time)
    show(time, (end - time) * 1000)
  }
  const on = <K extends keyof HTMLElementEventMap>(type: K, run: (event: HTMLElementEventMap[K]) => void) =>
    input.addEventListener(type, run, listening)

  on('input', () => {
    dragging = true
    show(input.valueAsNumber, (Number(input.max) - input.valueAsNumber) * 1000)
  })
  on('change', () => {
    dragging = false
    seekTo(session, input.valueAsNumber)
  })
  on('keydown', (event) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    seekBy(session, step)
  })
  on('pointermove', ({ clientX }) => {
    if (!preview) return
    const { left, width } = input.getBoundingClientRect()
    const at = clamp((clientX - left) / width, 0, 1)
    preview.style.setProperty('--sb-at', String(at))
    preview.textContent = describe((1 - at) * (Number(input.max) - Number(input.min)) * 1000)
  })
  const stop = session.live.subscribe(update)
  update()
  return () => {
    stop()
    listening.abort()
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
