import { backoffMs } from '../policies/backoff-delay.ts'
import type { FarEnd, Queue } from '../session/state.ts'
import { clockJumped } from './clock.ts'
import { type Context, present, withoutConnection } from './context.ts'
import type { EventOf, SessionEvent } from './events.ts'
import { holdingFor } from './context-updates.ts'

type Reducers = { [T in SessionEvent['type']]?: (context: Context, event: EventOf<T>) => Partial<Context> }

/** An announced outage is only replaced by another announcement. */
const knowsBetter = (c: Context, exact: boolean): boolean =>
  c.farEnd.state === 'lost' && c.farEnd.exact && !exact

/** The newest token counts. An update without a token keeps the last one. */
const resumeOf = (
  c: Context,
  { resumeToken, resumeWindowMs }: { readonly resumeToken?: string; readonly resumeWindowMs?: number },
) => ({ token: resumeToken ?? c.token, resumeWindowMs: resumeWindowMs ?? c.resumeWindowMs })

/** What each event changes in the context, in every state that accepts it. */
const reducers: Reducers = {
  activity: (_, { now, inputAt }) => ({ lastInputAt: inputAt ?? now.at, afkDeadline: null }),
  stay: (_, { now }) => ({ lastInputAt: now.at, afkDeadline: null }),
  limit: (_, { deadline }) => ({ runtimeDeadline: deadline }),
  clock: (c, { byMs, now }) => clockJumped(c, now.at, byMs),

  'media.first-frame': () => ({ hasPicture: true }),

  'source.queued': (c, { detail, now }) => {
    const { position, length, etaMs, offer } = detail
    const joinedAt = c.joinedAt ?? now.at
    const queue: Queue = {
      position,
      ...(length !== undefined && { length }),
      ...(etaMs !== undefined && { etaMs }),
      joinedAt,
      offer: offer ? { deadline: now.at + offer.expiresInMs } : null,
    }
    return { queue, joinedAt, placed: false, reconnect: null, ...resumeOf(c, detail) }
  },

  'source.not-live': (_, { detail: { type: _type, ...notLive } }) => ({
    notLive,
    reconnect: null,
    farEnd: present,
    hasPicture: false,
  }),

  'source.assigned': (c, { detail, now }) => ({
    ...(detail.replaced && {
      ...withoutConnection,
      // The place changed, the signalling connection did not.
      signallingAttempts: c.signallingAttempts,
      signallingBackAt: c.signallingBackAt,
      reconnect: null,
    }),
    placed: true,
    joinedAt: null,
    ...resumeOf(c, detail),
    // From now on the session waits for the picture.
    ...(!c.placed && { enteredAt: now.at }),
  }),

  'source.progress': (_, { detail }) => ({ placed: true, step: detail.step }),

  'source.limit': (_, { detail, now }) => ({
    runtimeDeadline: detail.remainingMs === null ? null : now.at + detail.remainingMs,
  }),

  'source.afk': (_, { detail, now }) => ({
    afkDeadline: detail.remainingMs === null ? null : now.at + detail.remainingMs,
  }),

  'source.stalled': (_, { detail }) => ({ stallCause: detail.cause }),

  // A source that retries its own requests is alive and needs no new connection.
  'source.retrying': (c, { detail: { cause, attempt, nextAttemptAt = null }, now }) => {
    const requests = attempt > 0 ? { cause, attempt, nextAttemptAt } : null
    if (!requests || c.reconnect?.mode !== 'retrying') return { requests }
    return {
      requests,
      enteredAt: Math.max(now.at, nextAttemptAt ?? now.at),
      reconnect: { ...c.reconnect, ...requests },
    }
  },

  'source.lost': (c, { detail }) => {
    if (knowsBetter(c, detail.exact)) return {}
    const { since, exact, onDeadline } = detail
    const deadline = detail.deadline ?? since + c.policies.reconnectWindowMs
    const farEnd: FarEnd = { state: 'lost', since, exact, deadline }
    return {
      farEnd,
      farEndOnDeadline: onDeadline,
      returnedAt: null,
      windowClosed: false,
      ...(c.reconnect?.mode === 'holding' && { reconnect: holdingFor(c, farEnd) }),
    }
  },

  'source.returned': (c, { detail, now }) =>
    knowsBetter(c, detail.exact)
      ? {}
      : {
          farEnd: present,
          windowClosed: false,
          returnedAt: now.at,
          reconnect: c.reconnect && { ...c.reconnect, deadline: null },
        },

  'source.ending': () => ({ farEnd: { state: 'ended' } }),

  'source.signalling': (c, { detail, now }) => {
    if (detail.state === 'back') return { signalling: null, signallingBackAt: now.at }
    const { at, chance } = now
    const { reconnect } = c.policies
    const stable = c.signallingBackAt !== null && Math.abs(at - c.signallingBackAt) >= reconnect.stableAfterMs
    const attempts = stable ? 0 : c.signallingAttempts
    const since = c.signalling?.since ?? at
    // Attempts must come before the kept place expires, as long as there is time for more than one.
    const inTimeMs = (since + (c.resumeWindowMs ?? 0) - at) / 2
    const capMs = inTimeMs < reconnect.baseMs ? reconnect.capMs : Math.min(reconnect.capMs, inTimeMs)
    return {
      signalling: { since, nextAttemptAt: at + backoffMs({ ...reconnect, capMs }, attempts, chance) },
      signallingAttempts: attempts + 1,
      signallingBackAt: null,
    }
  },
}

export function reduceEvent(context: Context, event: SessionEvent): Partial<Context> {
  const update = reducers[event.type] as ((c: Context, e: SessionEvent) => Partial<Context>) | undefined
  return update?.(context, event) ?? {}
}
