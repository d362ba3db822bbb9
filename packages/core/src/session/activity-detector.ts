import type { Environment } from '../environment/environment.ts'
import type { AfkPolicy } from '../policies/policies.ts'

interface ActivityOptions {
  readonly environment: Environment
  readonly policy: AfkPolicy
  /** The countdown runs: only what is meant counts. */
  isCounting(): boolean
  view(): HTMLElement | null
  /** At most every 5 s, and at once while the countdown runs. `at`: local epoch, ms. */
  report(at: number): void
}

const reportEveryMs = 5000
const travelPx = 10
const passive = new Set(['Tab', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'])
const dialog = '[data-standby="afk-warning"]'

/**
 * Over the warning. A modal dialog has the whole page to itself: what happens beside it happens to the dialog
 * too, as far as the browser tells.
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
 * Notices that somebody is there. While the countdown runs, a hand that bumps the desk or walks to the Leave
 * button does not count: keys that only move focus, travel under 10 px, and whatever the pointer does over the dialog
 * or a key to one of its buttons, which answer for themselves.
 */
export function detectActivity(options: ActivityOptions) {
  const { environment, policy } = options
  let seenAt = -Infinity
  let reportedAt = -Infinity
  let travelled = 0
  let last: { x: number; y: number } | null = null
  const holds = new Set<{ readonly until: number; readonly maxMs: number }>()

  /** Somebody was there. Where the clock was set back, a hold lasts no longer than it was asked for all the same. */
  const latest = (at: number) =>
    Math.max(at, ...Array.from(holds, ({ until, maxMs }) => Math.min(until, at + maxMs)))

  const stamp = (at = environment.now()) => {
    seenAt = latest(at)
    if (!options.isCounting() && Math.abs(seenAt - reportedAt) < reportEveryMs) return
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
    /** What was seen and not reported yet; the alarm asks before it acts. */
    flush(): void {
      if (seenAt === reportedAt) return
      // The clock may have been set back meanwhile.
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
