import type { Session } from '@standby/core'
import { seekBy, seekTo } from './seek.ts'

export interface SeekBarElements {
  /** `<input type="range" step="any">`, in media time. */
  readonly input: HTMLInputElement
  /** Says where the pointer is; for the eye only. */
  readonly preview: HTMLElement
}

/** What the bar says about a place: `null` is the live edge, a number is the distance to it, ms. */
export type DescribePlace = (behindMs: number | null) => string

const steps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
}

/**
 * Keeps the bar where playback is, by writing to the elements: the window of a live stream slides on with
 * every sample, and rendering that would cost a commit a second while nothing happens.
 */
export function followPlayback(
  session: Session,
  { input, preview }: SeekBarElements,
  describe: DescribePlace,
): () => void {
  let dragging = false
  const listening = new AbortController()
  const { signal } = listening

  const show = (time: number, start: number, end: number, behindMs: number | null) => {
    input.style.setProperty('--sb-filled', String(end > start ? (time - start) / (end - start) : 1))
    const text = describe(behindMs)
    // A focused slider is read again on every write, even of the same text.
    if (input.getAttribute('aria-valuetext') !== text) input.setAttribute('aria-valuetext', text)
  }
  const update = () => {
    const live = session.live.get()
    if (dragging || !live?.seekable) return
    const { start, end } = live.seekable
    const time = live.atEdge ? end : clamp(session.media.video?.currentTime ?? end, start, end)
    input.min = String(start)
    input.max = String(end)
    input.value = String(time)
    show(time, start, end, live.atEdge ? null : (end - time) * 1000)
  }
  const onInput = () => {
    dragging = true
    const [start, end, time] = [Number(input.min), Number(input.max), input.valueAsNumber]
    show(time, start, end, (end - time) * 1000)
  }
  const onChange = () => {
    dragging = false
    seekTo(session, input.valueAsNumber)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step !== undefined) seekBy(session, step)
    else if (event.key === 'Home') seekTo(session, Number(input.min))
    else if (event.key === 'End') session.seekToLive()
    else return
    event.preventDefault()
  }
  const onPointer = (event: PointerEvent) => {
    const { left, width } = input.getBoundingClientRect()
    const at = clamp((event.clientX - left) / width, 0, 1)
    preview.style.setProperty('--sb-at', String(at))
    preview.textContent = describe((1 - at) * (Number(input.max) - Number(input.min)) * 1000)
  }

  input.addEventListener('input', onInput, { signal })
  input.addEventListener('change', onChange, { signal })
  input.addEventListener('keydown', onKey, { signal })
  input.addEventListener('pointermove', onPointer, { signal })
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
