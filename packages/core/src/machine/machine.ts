import {
  type ActionFunction,
  type ActorLogic,
  assign,
  createMachine,
  type EventObject,
  raise,
  type Snapshot,
} from 'xstate'
import type { Status } from '../session/state.ts'
import { type Context, initialContext, type MachineInput } from './context.ts'
import type { DeadlineName } from './deadlines.ts'
import { type Close, endWith } from './end-info.ts'
import type { EventOf, SessionEvent } from './events.ts'
import * as is from './guards.ts'
import { due, type GuardArgs } from './guards.ts'
import { reduceEvent } from './reduce-event.ts'
import * as update from './context-updates.ts'

type Begin = () => () => void

/**
 * Runs while its state is active: calls `begin` on entry, and what `begin` returned on exit. It takes no events, so it
 * needs less than `fromCallback`.
 */
const meanwhile: ActorLogic<Snapshot<undefined> & { readonly begin: Begin }, EventObject, Begin> = {
  getInitialSnapshot: (_, begin) => ({ status: 'active', output: undefined, error: undefined, begin }),
  start: ({ begin }, { self }) => void self.subscribe({ complete: begin() }),
  transition: (snapshot) => snapshot,
  getPersistedSnapshot: (snapshot) => snapshot,
}

// One action serves many events. XState's own types would bind each action to one transition.
type Action = ActionFunction<Context, any, any, any, any, any, any, any, any>

const change = (next: (c: Context, event: SessionEvent) => Partial<Context>): Action =>
  assign(({ context, event }: GuardArgs) => next(context, event))

const reduce = change(reduceEvent)
const stamp = change((_, { now }) => ({ enteredAt: now.at }))
const settle = change(() => ({ attempts: 0, withoutMediaSince: null }))
const hold = change(update.hold)
const runDry = change(update.runDry)
const backOff = change(update.backOff)
const attempt = change(update.attempt)
const guessPassed = change(update.guessPassed)

const play = (type: EventOf<'playback.load' | 'playback.dry' | 'playback.rest'>['type']): Action =>
  raise(({ event }: GuardArgs) => ({ type, now: event.now }))
const begin = { target: 'connected', actions: [change(update.startRun), play('playback.load')] } as const
const watch = { target: 'connected', actions: [change(update.watchRun), play('playback.load')] } as const

const disconnected = '#session.lifecycle.disconnected'
const failed = '#session.lifecycle.failed'
const waiting = '#session.lifecycle.waiting'

const ends = (close: Close) => ({ target: disconnected, actions: change(endWith(() => close)) }) as const
const leave = ends({ code: 1000, reason: 'left' })
const streamEnds = ends({ code: 1000, reason: 'ended' })
const afkEnds = ends({ code: 4004, reason: 'afk' })
const runtimeEnds = { guard: due('runtime'), ...ends({ code: 4004, reason: 'max-runtime' }) } as const
const givesUp = {
  target: failed,
  actions: change(endWith((c) => ({ code: c.lastCode ?? 1006, cause: 'gave-up' }), false)),
} as const
const windowRetries = {
  guard: due('farEnd', is.isExactAndRetries),
  target: waiting,
  actions: backOff,
} as const
const askControl: Action = ({ context }: GuardArgs) => context.port.askControl()
const asksControl = {
  guard: due('signalling'),
  actions: [askControl, change(update.signallingAsked)],
} as const
const settles = { guard: due('stable'), actions: settle } as const

const over = {
  entry: [change(update.ended), play('playback.rest')],
  on: { start: begin, retry: begin, watch },
} as const

/**
 * The session. Two regions: the lifecycle of the session, and playback. It holds no timer and reads no clock:
 * every event carries the surroundings. The handle sends `alarm` when they change, and at the earliest deadline
 * of the active states (`meta.deadlines`).
 */
export const sessionMachine = createMachine({
  types: {} as {
    context: Context
    events: SessionEvent
    input: MachineInput
    tags: Status
    meta: { readonly deadlines: readonly DeadlineName[] }
  },
  id: 'session',
  context: ({ input }) => initialContext(input),
  type: 'parallel',
  states: {
    lifecycle: {
      initial: 'ready',
      on: {
        activity: { actions: reduce },
        stay: { actions: reduce },
        limit: { actions: reduce },
        clock: { actions: reduce },
      },
      states: {
        ready: { tags: 'ready', on: { start: begin } },

        connected: {
          initial: 'requesting',
          invoke: {
            src: meanwhile,
            input:
              ({ context: { port, watching, attempts, token } }) =>
              () =>
                port.open({
                  intent: watching ? 'watch' : attempts > 0 ? 'retry' : 'start',
                  attempt: attempts,
                  resumeToken: token,
                }),
          },
          on: {
            leave,
            retry: { guard: is.canReconnect, target: '.attempting', reenter: true, actions: attempt },
            'source.queued': { target: '.queued', actions: reduce },
            'source.not-live': { target: '.notLive', actions: reduce },
            'source.assigned': [
              { guard: is.isReplaced, target: '.connecting', actions: [reduce, play('playback.load')] },
              { actions: reduce },
            ],
            'source.limit': { actions: reduce },
            'source.stalled': { actions: reduce },
            'source.retrying': { actions: reduce },
            'source.ending': { actions: reduce },
            'media.first-frame': { target: '.streaming', actions: reduce },
            'media.blocked': '.streaming',
            'source.closed': [
              { guard: is.isWatchedInVain, target: 'waiting', actions: backOff },
              { guard: is.isWatched, ...watch, reenter: true },
              { guard: is.isClean, target: 'disconnected', actions: change(endWith()) },
              { guard: is.isRetried, target: 'waiting', actions: backOff },
              { target: 'failed', actions: change(endWith(undefined, false)) },
            ],
          },
          states: {
            requesting: {
              tags: 'requesting',
              entry: stamp,
              meta: { deadlines: ['request', 'runtime'] },
              on: {
                'source.assigned': { target: 'connecting', actions: reduce },
                'source.progress': { target: 'connecting', actions: reduce },
                alarm: [runtimeEnds, { guard: due('request'), target: waiting, actions: backOff }],
              },
            },

            queued: {
              tags: 'queued',
              entry: stamp,
              exit: change(() => ({ queue: null })),
              meta: { deadlines: ['offer', 'stable'] },
              on: {
                'source.queued': { actions: reduce },
                'source.signalling': { actions: reduce },
                'source.assigned': { target: 'connecting', actions: reduce },
                alarm: [{ guard: due('offer'), actions: change(update.offerPassed) }, settles],
              },
            },

            notLive: {
              tags: 'not-live',
              entry: [stamp, play('playback.load')],
              exit: change(() => ({ notLive: null })),
              meta: { deadlines: ['stable', 'runtime'] },
              on: {
                'source.not-live': { actions: reduce },
                'source.assigned': { target: 'connecting', actions: reduce },
                'source.progress': { target: 'connecting', actions: reduce },
                alarm: [runtimeEnds, settles],
              },
            },

            connecting: {
              tags: 'connecting',
              entry: stamp,
              exit: change(() => ({ step: 'place' })),
              meta: { deadlines: ['connect', 'stable', 'runtime', 'signalling'] },
              on: {
                'source.progress': { actions: reduce },
                'source.signalling': { actions: reduce },
                'source.lost': { target: 'holding', actions: [reduce, hold] },
                alarm: [
                  runtimeEnds,
                  { guard: due('connect'), target: waiting, actions: backOff },
                  asksControl,
                  settles,
                ],
              },
            },

            streaming: {
              initial: 'attentive',
              entry: change(update.enterStreaming),
              meta: { deadlines: ['stable', 'stall', 'farEnd', 'runtime', 'signalling'] },
              on: {
                'media.first-frame': { actions: reduce },
                'media.blocked': {},
                'media.stalled': [
                  { guard: is.isWindowClosed, ...streamEnds },
                  { guard: is.isLost, target: 'holding', actions: hold },
                  { guard: is.isOffline, target: 'attempting', actions: runDry },
                ],
                'source.lost': [
                  { guard: is.isDry, target: 'holding', actions: [reduce, hold] },
                  { actions: reduce },
                ],
                'source.returned': { actions: reduce },
                'source.signalling': { actions: reduce },
                alarm: [
                  runtimeEnds,
                  { guard: is.isDryAndOffline, target: 'attempting', actions: runDry },
                  { guard: due('stall'), target: 'attempting', actions: runDry },
                  windowRetries,
                  {
                    guard: due('farEnd', is.isExact),
                    actions: change(() => ({ farEnd: { state: 'ended' }, windowClosed: true })),
                  },
                  { guard: due('farEnd'), actions: guessPassed },
                  asksControl,
                  settles,
                ],
              },
              states: {
                attentive: {
                  tags: 'streaming',
                  meta: { deadlines: ['afkWarning'] },
                  on: {
                    'source.afk': { guard: is.countsDown, target: 'idle', actions: reduce },
                    alarm: [
                      runtimeEnds,
                      { guard: due('afkWarning', is.isGone), ...afkEnds },
                      { guard: due('afkWarning'), target: 'idle', actions: change(update.warnAfk) },
                    ],
                  },
                },
                idle: {
                  tags: 'idle',
                  exit: change(() => ({ afkDeadline: null })),
                  meta: { deadlines: ['afkEnd'] },
                  on: {
                    activity: { target: 'attentive', actions: reduce },
                    stay: { target: 'attentive', actions: reduce },
                    'source.afk': [
                      { guard: is.countsDown, actions: reduce },
                      { target: 'attentive', actions: reduce },
                    ],
                    alarm: [runtimeEnds, { guard: due('afkEnd'), ...afkEnds }],
                  },
                },
              },
            },

            holding: {
              tags: 'reconnecting',
              entry: stamp,
              meta: { deadlines: ['farEnd', 'hold', 'returned', 'runtime', 'signalling'] },
              on: {
                'media.playing': { guard: is.hasPicture, target: 'streaming' },
                'source.lost': { actions: reduce },
                'source.returned': { actions: reduce },
                'source.signalling': { actions: reduce },
                alarm: [
                  runtimeEnds,
                  windowRetries,
                  { guard: due('farEnd', is.isExact), ...streamEnds },
                  { guard: due('farEnd'), actions: guessPassed },
                  { guard: due('returned'), target: waiting, actions: backOff },
                  {
                    guard: due('hold'),
                    target: failed,
                    actions: change(endWith(() => ({ code: 1006, cause: 'timeout' }), false)),
                  },
                  asksControl,
                ],
              },
            },

            attempting: {
              tags: 'reconnecting',
              entry: stamp,
              meta: { deadlines: ['attempt', 'giveUp', 'runtime', 'signalling'] },
              on: {
                'source.signalling': { actions: reduce },
                'give-up': givesUp,
                'media.playing': { guard: is.hasPicture, target: 'streaming' },
                // Only a connection from before the stall can know that the far end is away.
                'source.lost': { guard: is.hasPicture, target: 'holding', actions: [reduce, hold] },
                'source.progress': { actions: reduce },
                alarm: [
                  runtimeEnds,
                  { guard: due('giveUp'), ...givesUp },
                  { guard: is.meetsOffline, actions: change(() => ({ metOffline: true })) },
                  {
                    guard: is.isBackOnline,
                    actions: change((_, { now }) => ({ metOffline: false, enteredAt: now.at })),
                  },
                  { guard: due('attempt'), target: waiting, actions: backOff },
                  asksControl,
                ],
              },
            },
          },
        },

        waiting: {
          tags: 'reconnecting',
          invoke: {
            src: meanwhile,
            input:
              ({ context: { port, token } }) =>
              () =>
                port.pause(token),
          },
          entry: [stamp, play('playback.dry')],
          meta: { deadlines: ['nextAttempt', 'giveUp', 'runtime'] },
          on: {
            leave,
            'give-up': givesUp,
            retry: { target: 'connected.attempting', actions: attempt },
            alarm: [
              runtimeEnds,
              { guard: due('giveUp'), ...givesUp },
              { guard: is.isOfflineInPause, actions: change(update.pauseWhileOffline) },
              { guard: due('nextAttempt'), target: 'connected.attempting', actions: attempt },
              { guard: is.isPauseOver, target: 'connected.attempting', actions: attempt },
            ],
          },
        },

        disconnected: { tags: 'disconnected', ...over },
        failed: { tags: 'failed', ...over },
      },
    },

    playback: {
      initial: 'loading',
      on: {
        'playback.load': '.loading',
        'playback.rest': '.paused',
        'media.paused': '.paused',
        'media.blocked': '.blocked',
        'media.playing': '.playing',
      },
      states: {
        loading: { on: { 'media.first-frame': 'playing' } },
        playing: {
          entry: change((_, { now }) => ({ stalledSince: null, stallCause: null, playingSince: now.at })),
          on: { 'media.stalled': 'stalled', 'playback.dry': 'stalled', 'media.playing': {} },
        },
        paused: {
          entry: change(() => ({ halted: true })),
          exit: change(() => ({ halted: false })),
          on: { 'media.stalled': 'stalled' },
        },
        blocked: { entry: change(() => ({ halted: true })), exit: change(() => ({ halted: false })) },
        stalled: {
          entry: change((_, { now }) => ({ stalledSince: now.at })),
          exit: change(() => ({ stalledSince: null })),
          on: { 'media.first-frame': 'playing' },
        },
      },
    },
  },
})

export type SessionMachine = typeof sessionMachine
