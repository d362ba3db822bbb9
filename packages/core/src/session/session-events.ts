import type { Environment } from '../environment/environment.ts'
import { createListeners, type Listeners } from './listeners.ts'
import type { Diagnostics, Session, SessionEvents } from './session.ts'
import type { Cause, SessionState } from './state.ts'
import { maxTransitions } from '../policies/limits.ts'

type Hub = { [E in keyof SessionEvents]?: Listeners<[SessionEvents[E]]> }

/** Derives events from two consecutive states, and keeps the last 50 transitions. */
export function sessionEvents(environment: Environment) {
  const hub: Hub = {}
  const transitions: Diagnostics['transitions'][number][] = []
  let statusSince = environment.now()
  let startedAt = statusSince
  let assignedAt: number | null = null
  let sawFirstFrame = false
  let stall: { since: number; cause: Cause } | null = null

  const tell = <E extends keyof SessionEvents>(event: E, detail: SessionEvents[E]) =>
    (hub[event] as Listeners<[SessionEvents[E]]> | undefined)?.notify(detail)

  /** Never negative, also when the clock was set back. */
  const past = (since: number) => Math.max(0, environment.now() - since)

  const codeOf = (state: SessionState) => state.end?.code ?? state.reconnect?.code ?? undefined

  return {
    transitions,
    tell,
    on: ((event, listener) => {
      const listeners = ((hub as Record<string, unknown>)[event] ??= createListeners()) as Listeners<
        [unknown]
      >
      return listeners.add(listener as (detail: unknown) => void)
    }) as Session['on'],

    assigned: () => void (assignedAt = environment.now()),

    firstFrame() {
      // Once per run. Later connections report `recovered`.
      if (sawFirstFrame) return
      sawFirstFrame = true
      tell('first-frame', {
        sinceStartMs: past(startedAt),
        sinceAssignedMs: assignedAt === null ? null : past(assignedAt),
      })
    },

    changed(former: SessionState, next: SessionState) {
      const at = environment.now()
      if (next.run !== former.run) {
        startedAt = at
        assignedAt = null
        sawFirstFrame = false
      }
      if (next.playback === 'stalled') {
        stall ??= { since: at, cause: next.stallCause ?? 'network' }
        if (next.stallCause) stall.cause = next.stallCause
      } else if (stall) {
        const { since, cause } = stall
        stall = null
        tell('stall', { cause, durationMs: past(since) })
      }
      if (next.status === former.status) return
      const code = codeOf(next)
      const durationMs = past(statusSince)
      statusSince = at
      transitions.push({ at, from: former.status, to: next.status, ...(code !== undefined && { code }) })
      if (transitions.length > maxTransitions) transitions.shift()
      tell('status', {
        status: next.status,
        previous: former.status,
        at,
        durationMs,
        ...(code !== undefined && { code }),
      })
      if (former.reconnect && (next.status === 'streaming' || next.status === 'idle')) {
        const { mode, cause, attempt } = former.reconnect
        tell('recovered', { mode, cause, durationMs, attempts: attempt })
      }
      if (next.end) tell('ended', next.end)
    },

    clear() {
      for (const listeners of Object.values(hub)) listeners.clear()
    },
  }
}
