import type { Environment } from '../environment/environment.ts'
import type { AfkPolicy } from '../policies/policies.ts'
import { reportInputEveryMs, travelPx } from '../policies/limits.ts'

interface ActivityOptions {
  readonly environment: Environment
  readonly policy: AfkPolicy
  /** Whether the countdown runs. Then only deliberate input counts. */
  isCounting(): boolean
  view(): HTMLElement | null
  /** Called max once every 5 s, and at once while the countdown runs. `at`: local epoch, ms. */
  report(at: number): void
}

const passive = new Set(['Tab', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'])
const dialog = '[data-standby="afk-warning"]'

/**
 * Whether the event is inside the warning dialog. For a modal dialog the browser reports events on its backdrop
 * with the dialog as their target, so these are told apart by their position.
 */
function isOver(event: Event): boolean {
  const target = event.target as Element | null
  const box = target?.closest?.(dialog)
  if (!box || target !== box) return !!box
  const { clientX: x, clientY: y } = event as PointerEvent
  const { left, right, top, bottom } = box.getBoundingClientRect()
  return !(x < left || x > right || y < top || y > bottom)
}

/**
 * Notices a viewer who is present. While the countdown runs, accidental input and the way to the Leave button do not
 * count: keys that only move focus, pointer travel under 10 px, the pointer over the dialog, and keys that press its
 * buttons. The buttons have their own handlers.
 */
export function detectActivity(options: ActivityOptions) {
  const { environment, policy } = options
  let seenAt = -Infinity
  let reportedAt = -Infinity
  let travelled = 0
  let last: { x: number; y: number } | null = null
  const holds = new Set<{ readonly until: number; readonly maxMs: number }>()

  /** The last time that counts as input. After the clock is set back, a hold still lasts max its `maxMs`. */
  const latest = (at: number) =>
    Math.max(at, ...Array.from(holds, ({ until, maxMs }) => Math.min(until, at + maxMs)))

  const stamp = (at = environment.now()) => {
    seenAt = latest(at)
    if (!options.isCounting() && Math.abs(seenAt - reportedAt) < reportInputEveryMs) return
    reportedAt = seenAt
    options.report(seenAt)
  }

  const isMeant = (event: Event): boolean => {
    const over = isOver(event)
    if (event.type === 'keydown') {
      const { key } = event as KeyboardEvent
      return !passive.has(key) && !(over && (key === 'Enter' || key === ' '))
    }
    if (over) return event.type === 'wheel'
    if (event.type !== 'pointermove' && event.type !== 'mousemove' && event.type !== 'touchmove') return true
    const { clientX: x, clientY: y } = event as PointerEvent
    if (last && x !== undefined) travelled += Math.hypot(x - last.x, y - last.y)
    last = { x, y }
    return travelled >= travelPx
  }

  const off = environment.onInput((event) => {
    const view = options.view()
    if (policy.scope === 'view' && !(view && event.composedPath().includes(view))) return
    if (!options.isCounting()) {
      travelled = 0
      last = null
    } else if (!isMeant(event)) return
    stamp()
  })

  return {
    stamp,
    /** Reports input that was not reported yet. Called before an alarm is handled. */
    flush(): void {
      if (seenAt === reportedAt) return
      // The clock may have been set back since.
      reportedAt = seenAt = Math.min(seenAt, latest(environment.now()))
      options.report(seenAt)
    },
    hold(maxMs: number): () => void {
      const hold = { until: environment.now() + maxMs, maxMs }
      holds.add(hold)
      reportedAt = -Infinity
      stamp()
      return () => {
        if (!holds.delete(hold)) return
        reportedAt = -Infinity
        stamp()
      }
    },
    stop: off,
  }
}

export type ActivityDetector = ReturnType<typeof detectActivity>
