import type { StreamInputEvent } from '@standby/core/source'
import type { Pressed } from './pressed.ts'
import type { Capture } from './listen.ts'

interface Options {
  readonly pressed: Pressed
  /** The countdown runs: a press keeps the session, though nothing is sent. */
  isCounting(): boolean
  send(event: StreamInputEvent): void
  /** A press or a push: somebody is there. */
  onActivity(): void
}

type PadInput = Extract<StreamInputEvent, { readonly type: 'gamepad' }>

/** Sticks tremble; what is smaller is not a change. */
const axisSteps = 100
/** Of a stick's way: so much is a hand, not a draft. */
const pushThreshold = 0.25

/** The protocol's bounds. */
const maxAxes = 32
const maxButtons = 64

/** Gamepads have no events: they are read once a frame while one is there and the picture has the focus. */
export function captureGamepads(
  capture: Capture,
  { pressed, isCounting, send, onActivity }: Options,
): () => void {
  const { surface, signal } = capture
  const { defaultView: page } = surface.ownerDocument
  const last = new Map<number, PadInput>()
  let frame = 0
  if (!page?.navigator.getGamepads) return () => {}

  const connected = () => read(page).length > 0
  const isNeeded = () => connected() && ((capture.isFocused() && capture.isActive()) || isCounting())
  const poll = () => {
    frame = 0
    for (const pad of read(page)) {
      const before = last.get(pad.index)
      if (before && same(before, pad)) continue
      last.set(pad.index, pad)
      if (isUsed(pad, before)) onActivity()
      // At rest from the start: nobody has touched it.
      if (!capture.isFocused() || !capture.isActive() || (!before && isAtRest(pad))) continue
      send(pad)
      const id = `gamepad ${pad.index}`
      if (isAtRest(pad)) pressed.remove(id)
      else pressed.add(id, { ...pad, axes: pad.axes.map(() => 0), buttons: pad.buttons.map(() => 0) })
    }
    look()
  }
  /** Reads on while there is something to read, and stops by itself. */
  const look = () => {
    if (!signal.aborted && isNeeded()) frame ||= page.requestAnimationFrame(poll)
  }
  page.addEventListener('gamepadconnected', look, { signal })
  page.addEventListener(
    'gamepaddisconnected',
    ({ gamepad: { index } }) => {
      last.delete(index)
      look()
    },
    { signal },
  )
  signal.addEventListener('abort', () => page.cancelAnimationFrame(frame))
  look()
  return look
}

function read({ navigator }: Window): PadInput[] {
  return padsOf(navigator).flatMap((pad) =>
    pad
      ? {
          type: 'gamepad' as const,
          index: pad.index,
          axes: pad.axes.slice(0, maxAxes).map(rounded),
          buttons: pad.buttons.slice(0, maxButtons).map(({ value }) => rounded(value)),
        }
      : [],
  )
}

/** None where a frame's policy forbids them, which throws. */
function padsOf(navigator: Navigator): readonly (Gamepad | null)[] {
  try {
    return navigator.getGamepads()
  } catch {
    return []
  }
}

function rounded(value: number): number {
  return Math.round(value * axisSteps) / axisSteps || 0
}

function same(a: PadInput, b: PadInput): boolean {
  return `${a.axes} ${a.buttons}` === `${b.axes} ${b.buttons}`
}

function isAtRest({ axes, buttons }: PadInput): boolean {
  return axes.every((axis) => Math.abs(axis) < pushThreshold) && buttons.every((button) => button === 0)
}

/** A button that changed, or a stick that is pushed. What a driver reports in its first frame is not a hand. */
function isUsed({ axes, buttons }: PadInput, before: PadInput | undefined): boolean {
  if (!before) return buttons.some((button) => button > 0)
  return axes.some((axis) => Math.abs(axis) >= pushThreshold) || `${buttons}` !== `${before.buttons}`
}
