import { backoffMs } from '../policies/backoff-delay.ts'
import { codeRule } from '../codes/disconnect-codes.ts'
import type { Cause, FarEnd, Reconnect } from '../session/state.ts'
import { type Context, withoutConnection, withoutRun } from './context.ts'
import type { Now, SessionEvent } from './events.ts'

/** The changes that transitions make to the context. All functions are pure. */
type Update = Partial<Context>

export const startRun = (c: Context, event: SessionEvent): Update => {
  const { at } = event.now
  const kept = event.type === 'start' ? event.kept : null
  return {
    ...withoutRun,
    run: c.run + 1,
    startedAt: at,
    lastInputAt: at,
    ...(kept && { token: kept.token, resumeWindowMs: kept.until - at }),
  }
}

/** A run that waits for an ended stream to restart. */
export const watchRun = (c: Context, event: SessionEvent): Update => ({
  ...startRun(c, event),
  watching: true,
})

const cleared = { queue: null, notLive: null, afkDeadline: null } satisfies Update

export const enterStreaming = (_: Context, { now }: SessionEvent): Update => ({
  ...cleared,
  enteredAt: now.at,
  joinedAt: null,
  watching: false,
  placed: true,
  reconnect: null,
  requests: null,
  returnedAt: null,
  metOffline: false,
})

/** The resume token does not outlive an end. */
export const ended = (): Update => ({
  ...cleared,
  ...withoutConnection,
  token: null,
  resumeWindowMs: null,
  runtimeDeadline: null,
  reconnect: null,
})

/** An offer that was not accepted in time is gone. The far end decides what follows. */
export const offerPassed = (c: Context): Update => ({ queue: c.queue && { ...c.queue, offer: null } })

export function holdingFor(c: Context, farEnd: FarEnd): Reconnect {
  const { deadline, exact } = farEnd.state === 'lost' ? farEnd : { deadline: null, exact: false }
  return {
    mode: 'holding',
    cause: 'far-end',
    attempt: c.attempts,
    nextAttemptAt: null,
    deadline,
    exact,
    heldUntil: null,
    code: c.lastCode,
  }
}

export const hold = (c: Context): Update => ({ reconnect: holdingFor(c, c.farEnd) })

/** The deadline was an estimate and has passed: keep waiting without one. */
export function guessPassed(c: Context): Update {
  if (c.farEnd.state !== 'lost') return {}
  return {
    farEnd: { ...c.farEnd, deadline: null },
    reconnect: c.reconnect && { ...c.reconnect, deadline: null },
  }
}

const retrying = (c: Context, cause: Cause): Reconnect => ({
  mode: 'retrying',
  cause,
  attempt: c.attempts,
  nextAttemptAt: null,
  deadline: null,
  exact: false,
  heldUntil: c.reconnect?.heldUntil ?? null,
  code: c.lastCode,
})

const since = (c: Context, { at }: Now): number => c.withoutMediaSince ?? c.stalledSince ?? at

/** The buffer is empty but the connection lives: the source is already retrying. */
export function runDry(c: Context, { now }: SessionEvent): Update {
  const cause = now.online ? (c.requests?.cause ?? c.stallCause ?? 'network') : 'network'
  return {
    withoutMediaSince: since(c, now),
    // Remembered here, because the next alarm may come only when the network is back.
    metOffline: !now.online,
    reconnect: { ...retrying(c, cause), ...c.requests, cause },
  }
}

function causeOf(c: Context, event: SessionEvent): Cause {
  if (!event.now.online) return 'network'
  if (event.type !== 'source.closed') return c.reconnect?.cause ?? 'network'
  const { code, cause } = event.detail
  if (cause === 'decoder') return 'decoder'
  return cause === 'server' || (code >= 1011 && code <= 1013) ? 'server' : 'network'
}

/** The connection is gone. The next attempt follows after a pause. */
export function backOff(c: Context, event: SessionEvent): Update {
  const { now } = event
  const close = event.type === 'source.closed' ? event.detail : null
  const code = close?.code ?? 1006
  const forgets = codeRule(code, c.policies.codes).forgetToken || close?.token === 'forget'
  const wait = Math.max(backoffMs(c.policies.reconnect, c.attempts, now.chance), close?.retryAfterMs ?? 0)
  const heldUntil =
    forgets || c.token === null || c.resumeWindowMs === null
      ? null
      : (c.reconnect?.heldUntil ?? now.at + c.resumeWindowMs)
  return {
    ...cleared,
    ...withoutConnection,
    ...(forgets && { token: null, resumeWindowMs: null }),
    lastCode: code,
    withoutMediaSince: since(c, now),
    reconnect: {
      ...retrying(c, causeOf(c, event)),
      attempt: c.attempts + 1,
      nextAttemptAt: now.online ? now.at + wait : null,
      heldUntil,
      code,
    },
  }
}

/** Offline the end of the pause is unknown. It ends as soon as the device is online. */
export const pauseWhileOffline = (c: Context): Update => ({
  reconnect: c.reconnect && { ...c.reconnect, cause: 'network', nextAttemptAt: null },
})

export const attempt = (c: Context, { now }: SessionEvent): Update => ({
  ...withoutConnection,
  attempts: c.attempts + 1,
  withoutMediaSince: since(c, now),
  reconnect: { ...retrying(c, c.reconnect?.cause ?? 'network'), attempt: c.attempts + 1 },
})

/** The source was asked. It is not asked again before it answers. */
export const signallingAsked = (c: Context): Update => ({
  signalling: c.signalling && { ...c.signalling, nextAttemptAt: null },
})

export function warnAfk(c: Context, { now }: SessionEvent): Update {
  const { afk } = c.policies
  if (!afk) return {}
  const due = Math.max(c.lastInputAt + afk.warnAfterMs, c.enteredAt)
  // A page that slept could not show the warning in time: it gets the whole grace now.
  const missed = now.at >= due + afk.graceMs
  return { afkDeadline: (missed ? now.at : due) + afk.graceMs }
}
