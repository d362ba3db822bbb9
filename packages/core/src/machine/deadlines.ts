import type { Context } from './context.ts'
import type { Now } from './events.ts'
import { offlineMs } from '../policies/limits.ts'

type Deadline = (context: Context, now: Now) => number | null

const after = (since: number | null, ms: number): number | null => (since === null ? null : since + ms)

const afkWarning: Deadline = ({ policies: { afk }, lastInputAt, enteredAt }, now) =>
  afk && now.attended ? Math.max(lastInputAt + afk.warnAfterMs, enteredAt) : null

/** No wait for a picture while no view is attached, or while playback is paused or blocked. */
const connect: Deadline = (c, now) =>
  now.attached && !c.halted ? c.enteredAt + c.policies.connectTimeoutMs : null

/**
 * Every time at which the machine acts by itself. A state owns those that its transitions wait for. In other
 * states they do not exist, so that none can fire late. `null`: not running.
 */
export const deadlines = {
  request: (c) => c.enteredAt + c.policies.requestTimeoutMs,
  connect,
  attempt(c, now) {
    const deadline = c.placed ? connect(c, now) : c.enteredAt + c.policies.requestTimeoutMs
    return deadline === null || now.online ? deadline : Math.max(deadline, c.enteredAt + offlineMs)
  },
  offer: (c) => c.queue?.offer?.deadline ?? null,
  stable: (c) =>
    c.stalledSince === null && (c.attempts > 0 || c.withoutMediaSince !== null)
      ? Math.max(c.enteredAt, c.playingSince) + c.policies.reconnect.stableAfterMs
      : null,
  stall: (c) =>
    after(c.stalledSince, c.requests ? c.policies.refusedStallTimeoutMs : c.policies.stallTimeoutMs),
  farEnd: (c) => (c.farEnd.state === 'lost' ? c.farEnd.deadline : null),
  hold: (c) => after(c.farEnd.state === 'lost' ? c.farEnd.since : c.enteredAt, c.policies.maxHoldMs),
  /** A viewer who paused does not wait for a picture. */
  returned: (c) => (c.halted ? null : after(c.returnedAt, c.policies.returnTimeoutMs)),
  signalling: (c, now) => after(c.signalling?.nextAttemptAt ?? null, now.online ? 0 : offlineMs),
  afkWarning,
  afkEnd: (c) => c.afkDeadline,
  runtime: (c) => after(c.runtimeDeadline, c.policies.runtimeGraceMs),
  nextAttempt: (c, now) => (now.online ? (c.reconnect?.nextAttemptAt ?? null) : c.enteredAt + offlineMs),
  giveUp: (c) => after(c.withoutMediaSince, c.policies.reconnect.giveUpAfterMs),
} satisfies Record<string, Deadline>

export type DeadlineName = keyof typeof deadlines

export const isDue = (name: DeadlineName, context: Context, now: Now): boolean => {
  const deadline = deadlines[name](context, now)
  return deadline !== null && now.at >= deadline
}

/** The part of a snapshot that deadlines are read from. */
interface Dated {
  readonly context: Context
  getMeta(): object
}

/** The earliest deadline of the active states, local epoch ms; `null`: there is none. */
export function deadlineOf(snapshot: Dated, now: Now): number | null {
  let first = Infinity
  for (const meta of Object.values(snapshot.getMeta()) as (
    | { deadlines: readonly DeadlineName[] }
    | undefined
  )[])
    for (const name of meta?.deadlines ?? [])
      first = Math.min(first, deadlines[name](snapshot.context, now) ?? Infinity)
  return first === Infinity ? null : first
}
