import type { StreamInputEvent } from '@standby/core/source'
import type { Pressed } from './pressed.ts'
import type { Capture } from './listen.ts'

interface Options {
  readonly pressed: Pressed
  /** The AFK countdown runs: a press keeps the session, although nothing is sent. */
  isCounting(): boolean
  send(event: StreamInputEvent): void
  /** Called on a button press or a stick push. */
  onActivity(): void
}

type PadInput = Extract<StreamInputEvent, { readonly type: 'gamepad' }>

/** Steps per unit of an axis. Sticks jitter; a smaller change is ignored. */
const axisSteps = 100
/** Min deflection of a stick that counts as a push, 0 to 1. */
const pushThreshold = 0.25

/** Max counts, as in the protocol. */
const maxAxes = 32
const maxButtons = 64

/**
 * Sends gamepad input. Gamepads have no input events, so they are polled once per frame while one is connected and the
 * picture has the focus. Returns a function to call when that may have changed.
 */
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
      // A gamepad at rest that has not been sent before needs no message.
      if (!capture.isFocused() || !capture.isActive() || (!before && isAtRest(pad))) continue
      send(pad)
      const id = `gamepad ${pad.index}`
      if (isAtRest(pad)) pressed.remove(id)
      else pressed.add(id, { ...pad, axes: pad.axes.map(() => 0), buttons: pad.buttons.map(() => 0) })
    }
    pollIfNeeded()
  }
  /** Polls the next frame while needed; otherwise polling stops by itself. */
  const pollIfNeeded = () => {
    if (!signal.aborted && isNeeded()) frame ||= page.requestAnimationFrame(poll)
  }
  page.addEventListener('gamepadconnected', pollIfNeeded, { signal })
  page.addEventListener(
    'gamepaddisconnected',
    ({ gamepad: { index } }) => {
      last.delete(index)
      pollIfNeeded()
    },
    { signal },
  )
  signal.addEventListener('abort', () => page.cancelAnimationFrame(frame))
  pollIfNeeded()
  return pollIfNeeded
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

/** Empty where the frame's policy forbids gamepads: the call throws there. */
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

/** Whether a button changed or a stick is pushed. Sticks are ignored in the first frame: drivers may report a push. */
function isUsed({ axes, buttons }: PadInput, before: PadInput | undefined): boolean {
  if (!before) return buttons.some((button) => button > 0)
  return axes.some((axis) => Math.abs(axis) >= pushThreshold) || `${buttons}` !== `${before.buttons}`
}
