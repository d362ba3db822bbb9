import type { SnapshotFrom } from 'xstate'
import type { SessionMachine } from '../machine/machine.ts'
import type { PlaybackState, SessionState, Status } from './state.ts'
import { shallowEqual } from './store.ts'

export type SessionSnapshot = SnapshotFrom<SessionMachine>

export const statusOf = (snapshot: SessionSnapshot): Status => ([...snapshot.tags] as Status[])[0] ?? 'ready'

/** Returns the former object if all fields are equal, so that a selector sees no change. */
function keep<T extends object | null>(former: T | undefined, next: T): T {
  return former && shallowEqual(former, next) ? former : next
}

/** The public state of a snapshot. Unchanged parts keep their identity. */
export function projectState(snapshot: SessionSnapshot, former?: SessionState): SessionState {
  const { context: c, value } = snapshot
  const status = statusOf(snapshot)
  const within = <T>(owner: Status, field: T): T | null => (status === owner ? field : null)
  const over = status === 'disconnected' || status === 'failed'
  const next = {
    status,
    run: c.run,
    playback: (value as { playback: PlaybackState }).playback,
    stallCause: c.stalledSince === null ? null : c.stallCause,
    farEnd: keep(former?.farEnd, c.farEnd),
    signalling: c.signalling ? 'lost' : 'connected',
    runtime: keep(former?.runtime, c.runtimeDeadline === null ? null : { deadline: c.runtimeDeadline }),
    queue: keep(former?.queue, within('queued', c.queue)),
    notLive: keep(former?.notLive, within('not-live', c.notLive)),
    connecting: keep(former?.connecting, within('connecting', { step: c.step })),
    afk: keep(former?.afk, within('idle', c.afkDeadline === null ? null : { deadline: c.afkDeadline })),
    reconnect: keep(former?.reconnect, within('reconnecting', c.reconnect)),
    end: over ? c.end : null,
  }
  for (const field of Object.values(next)) if (typeof field === 'object') Object.freeze(field)
  return keep(former, Object.freeze(next) as SessionState)
}
