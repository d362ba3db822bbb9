import { type ActorLogic, and, assign, not, raise, setup } from 'xstate'
import { codeRule, endOf } from '../disconnect-codes.ts'
import type { Status } from '../state.ts'
import { type Context, initialContext, type MachineInput } from './context.ts'
import { type DeadlineName, isDue } from './deadlines.ts'
import { type Close, endInfo, verdict } from './ends.ts'
import type { SessionEvent } from './events.ts'
import { take } from './takes.ts'
import * as update from './updates.ts'

export interface ConnectionInput {
  readonly intent: 'start' | 'retry' | 'watch'
  readonly attempt: number
  readonly resumeToken: string | null
}

/** Invoked while a connection lives: opens it when entered, closes it when left. The handle provides it. */
export type ConnectionLogic = ActorLogic<any, any, ConnectionInput>

const noConnection: ConnectionLogic = {
  transition: (snapshot) => snapshot,
  getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined }),
  getPersistedSnapshot: (snapshot) => snapshot,
}

const due = (deadline: DeadlineName) => ({ type: 'due' as const, params: { deadline } })
const end = (close: Close) => ({ type: 'end' as const, params: close })

const left: Close = { code: 1000, reason: 'left' }
const streamEnded: Close = { code: 1000, reason: 'ended' }
const afk: Close = { code: 4004, reason: 'afk' }
const maxRuntime: Close = { code: 4004, reason: 'max-runtime' }
const heldTooLong: Close = { code: 1006, cause: 'timeout' }

const disconnected = '#session.lifecycle.disconnected' as const
const failed = '#session.lifecycle.failed' as const
const waiting = '#session.lifecycle.waiting' as const

const runtimeOver = { guard: due('runtime'), target: disconnected, actions: end(maxRuntime) } as const
const gaveUp = {
  target: failed,
  actions: {
    type: 'fail' as const,
    params: ({ context }: { context: Context }): Close => ({
      code: context.lastCode ?? 1006,
      cause: 'gave-up',
    }),
  },
} as const

/**
 * The session. Two regions: where the session is, and whether pictures move. It holds no timer and reads
 * no clock: every event carries the surroundings, `alarm` says that they changed, and the handle rings it
 * at the earliest deadline of the states that are active (`meta.deadlines`).
 */
export const sessionMachine = setup({
  types: {
    context: {} as Context,
    events: {} as SessionEvent,
    input: {} as MachineInput,
    tags: {} as Status,
    meta: {} as { readonly deadlines: readonly DeadlineName[] },
  },
  actors: { connection: noConnection },
  guards: {
    due: ({ context, event }, { deadline }: { deadline: DeadlineName }) =>
      isDue(deadline, context, event.now),
    isOnline: ({ event }) => event.now.online,
    isDry: ({ context }) => context.stalledSince !== null,
    isLost: ({ context }) => context.farEnd.state === 'lost',
    isExact: ({ context }) => context.farEnd.state === 'lost' && context.farEnd.exact,
    thenRetries: ({ context }) => context.farEndThen === 'retry',
    isWindowClosed: ({ context }) => context.windowClosed,
    hasPicture: ({ context }) => context.hasPicture,
    canReconnect: ({ context: { reconnect } }) =>
      reconnect?.mode === 'holding' || reconnect?.nextAttemptAt != null,
    hasNextAttempt: ({ context }) => context.reconnect?.nextAttemptAt != null,
    metOffline: ({ context }) => context.metOffline,
    countsDown: ({ event }) => event.type === 'source.afk' && event.detail.remainingMs !== null,
    isAttended: ({ event }) => event.now.attended,
    /** Both AFK moments passed, and nobody could see them. */
    isGone: ({ context: { policies, lastInputAt, enteredAt }, event: { now } }) => {
      if (!policies.afk || now.visible) return false
      return now.at >= Math.max(lastInputAt + policies.afk.warnAfterMs, enteredAt) + policies.afk.graceMs
    },
    ends: ({ context, event }) =>
      event.type === 'source.closed' && verdict(context, event.detail.code) === 'ends',
    retries: ({ context, event }) =>
      event.type === 'source.closed' && verdict(context, event.detail.code) === 'retries',
    isWatched: ({ context, event }) =>
      event.type === 'source.closed' &&
      context.watchesEnds &&
      endOf(event.detail, codeRule(event.detail.code, context.policies.codes)).kind === 'stream-ended',
  },
  actions: {
    take: assign(({ context, event }) => take(context, event)),
    stamp: assign(({ event }) => ({ enteredAt: event.now.at })),
    restart: assign(({ context, event }) => update.startRun(context, event.now)),
    rewatch: assign(({ context, event }) => update.startRun(context, event.now, true)),
    settle: assign({ attempts: 0, withoutMediaSince: null }),
    stream: assign(update.enterStreaming),
    hold: assign(({ context }) => ({ reconnect: update.holding(context) })),
    forgetGuess: assign(({ context }) => update.guessPassed(context)),
    closeWindow: assign({ farEnd: { state: 'ended' }, windowClosed: true }),
    runDry: assign(({ context, event }) => update.runDry(context, event.now)),
    backOff: assign(({ context, event }) => update.backOff(context, event)),
    attempt: assign(({ context, event }) => update.attempt(context, event.now)),
    pause: assign(({ context }) => update.pauseWhileOffline(context)),
    meetOffline: assign({ metOffline: true }),
    meetOnline: assign(({ event }) => ({ metOffline: false, enteredAt: event.now.at })),
    dropOffer: assign(({ context }) => update.offerPassed(context)),
    warn: assign(({ context, event }) => update.warnAfk(context, event.now)),
    end: assign(({ context, event }, close: Close) => ({ end: endInfo(context, close, event.now, true) })),
    fail: assign(({ context, event }, close: Close) => ({ end: endInfo(context, close, event.now, false) })),
    endAsTold: assign(({ context, event }) =>
      event.type === 'source.closed' ? { end: endInfo(context, event.detail, event.now, true) } : {},
    ),
    failAsTold: assign(({ context, event }) =>
      event.type === 'source.closed' ? { end: endInfo(context, event.detail, event.now, false) } : {},
    ),
    forgetRun: assign(update.ended),
    load: raise(({ event }) => ({ type: 'playback.load', now: event.now })),
    rest: raise(({ event }) => ({ type: 'playback.rest', now: event.now })),
    move: assign(({ event }) => ({ stalledSince: null, stallCause: null, playingSince: event.now.at })),
    stall: assign(({ event }) => ({ stalledSince: event.now.at })),
    unstall: assign({ stalledSince: null }),
    halt: assign({ halted: true }),
    unhalt: assign({ halted: false }),
    askControl: assign(({ context }) => update.controlAsked(context)),
    /** The handle provides it: the connection is asked to bring its signalling back. */
    reconnectControl: () => {},
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => initialContext(input),
  type: 'parallel',
  states: {
    lifecycle: {
      initial: 'ready',
      on: {
        activity: { actions: 'take' },
        stay: { actions: 'take' },
        limit: { actions: 'take' },
      },
      states: {
        ready: {
          tags: 'ready',
          on: { start: { target: 'connected', actions: ['restart', 'load'] } },
        },

        connected: {
          initial: 'requesting',
          invoke: {
            id: 'connection',
            src: 'connection',
            input: ({ context }) => ({
              intent: context.watching ? 'watch' : context.attempts > 0 ? 'retry' : 'start',
              attempt: context.attempts,
              resumeToken: context.token,
            }),
          },
          on: {
            leave: { target: 'disconnected', actions: end(left) },
            retry: { guard: 'canReconnect', target: '.attempting', reenter: true, actions: 'attempt' },
            'source.queued': { target: '.queued', actions: 'take' },
            'source.not-live': { target: '.notLive', actions: 'take' },
            'source.assigned': { actions: 'take' },
            'source.limit': { actions: 'take' },
            'source.starved': { actions: 'take' },
            'source.retrying': { actions: 'take' },
            'source.ending': { actions: 'take' },
            'media.first-frame': { target: '.streaming', actions: 'take' },
            'media.blocked': { target: '.streaming' },
            'source.closed': [
              { guard: 'isWatched', target: 'connected', reenter: true, actions: ['rewatch', 'load'] },
              { guard: 'ends', target: 'disconnected', actions: 'endAsTold' },
              { guard: 'retries', target: 'waiting', actions: 'backOff' },
              { target: 'failed', actions: 'failAsTold' },
            ],
          },
          states: {
            requesting: {
              tags: 'requesting',
              entry: 'stamp',
              meta: { deadlines: ['request', 'runtime'] },
              on: {
                'source.assigned': { target: 'connecting', actions: 'take' },
                'source.progress': { target: 'connecting', actions: 'take' },
                alarm: [runtimeOver, { guard: due('request'), target: waiting, actions: 'backOff' }],
              },
            },

            queued: {
              tags: 'queued',
              entry: 'stamp',
              exit: assign({ queue: null }),
              meta: { deadlines: ['offer', 'stable'] },
              on: {
                'source.queued': { actions: 'take' },
                'source.control': { actions: 'take' },
                'source.assigned': { target: 'connecting', actions: 'take' },
                alarm: [
                  { guard: due('offer'), actions: 'dropOffer' },
                  { guard: due('stable'), actions: 'settle' },
                ],
              },
            },

            notLive: {
              tags: 'not-live',
              entry: 'stamp',
              exit: assign({ notLive: null }),
              meta: { deadlines: ['stable', 'runtime'] },
              on: {
                'source.not-live': { actions: 'take' },
                'source.assigned': { target: 'connecting', actions: 'take' },
                'source.progress': { target: 'connecting', actions: 'take' },
                alarm: [runtimeOver, { guard: due('stable'), actions: 'settle' }],
              },
            },

            connecting: {
              tags: 'connecting',
              entry: 'stamp',
              exit: assign({ step: 'place' }),
              meta: { deadlines: ['connect', 'stable', 'runtime', 'control'] },
              on: {
                'source.progress': { actions: 'take' },
                'source.control': { actions: 'take' },
                'source.lost': { target: 'holding', actions: ['take', 'hold'] },
                alarm: [
                  runtimeOver,
                  { guard: due('connect'), target: waiting, actions: 'backOff' },
                  { guard: due('control'), actions: ['reconnectControl', 'askControl'] },
                  { guard: due('stable'), actions: 'settle' },
                ],
              },
            },

            streaming: {
              initial: 'attentive',
              entry: ['stamp', 'stream'],
              meta: { deadlines: ['stable', 'stall', 'farEnd', 'runtime', 'control'] },
              on: {
                'media.first-frame': { actions: 'take' },
                'media.blocked': {},
                'media.stalled': [
                  { guard: 'isWindowClosed', target: disconnected, actions: end(streamEnded) },
                  { guard: 'isLost', target: 'holding', actions: 'hold' },
                  { guard: not('isOnline'), target: 'attempting', actions: 'runDry' },
                ],
                'source.lost': [
                  { guard: 'isDry', target: 'holding', actions: ['take', 'hold'] },
                  { actions: 'take' },
                ],
                'source.returned': { actions: 'take' },
                'source.control': { actions: 'take' },
                alarm: [
                  runtimeOver,
                  { guard: and(['isDry', not('isOnline')]), target: 'attempting', actions: 'runDry' },
                  { guard: due('stall'), target: 'attempting', actions: 'runDry' },
                  { guard: and([due('farEnd'), 'isExact']), actions: 'closeWindow' },
                  { guard: due('farEnd'), actions: 'forgetGuess' },
                  { guard: due('control'), actions: ['reconnectControl', 'askControl'] },
                  { guard: due('stable'), actions: 'settle' },
                ],
              },
              states: {
                attentive: {
                  tags: 'streaming',
                  meta: { deadlines: ['afkWarning'] },
                  on: {
                    'source.afk': { guard: 'countsDown', target: 'idle', actions: 'take' },
                    alarm: [
                      runtimeOver,
                      { guard: and([due('afkWarning'), 'isGone']), target: disconnected, actions: end(afk) },
                      { guard: due('afkWarning'), target: 'idle', actions: 'warn' },
                    ],
                  },
                },
                idle: {
                  tags: 'idle',
                  exit: assign({ afkDeadline: null }),
                  meta: { deadlines: ['afkEnd'] },
                  on: {
                    activity: { target: 'attentive', actions: 'take' },
                    stay: { target: 'attentive', actions: 'take' },
                    'source.afk': [
                      { guard: 'countsDown', actions: 'take' },
                      { target: 'attentive', actions: 'take' },
                    ],
                    alarm: [runtimeOver, { guard: due('afkEnd'), target: disconnected, actions: end(afk) }],
                  },
                },
              },
            },

            holding: {
              tags: 'reconnecting',
              entry: 'stamp',
              meta: { deadlines: ['farEnd', 'hold', 'returned', 'runtime', 'control'] },
              on: {
                'media.playing': { guard: 'hasPicture', target: 'streaming' },
                'source.lost': { actions: 'take' },
                'source.returned': { actions: 'take' },
                'source.control': { actions: 'take' },
                alarm: [
                  runtimeOver,
                  {
                    guard: and([due('farEnd'), 'isExact', 'thenRetries']),
                    target: waiting,
                    actions: 'backOff',
                  },
                  { guard: and([due('farEnd'), 'isExact']), target: disconnected, actions: end(streamEnded) },
                  { guard: due('farEnd'), actions: 'forgetGuess' },
                  { guard: due('returned'), target: waiting, actions: 'backOff' },
                  { guard: due('hold'), target: failed, actions: { type: 'fail', params: heldTooLong } },
                  { guard: due('control'), actions: ['reconnectControl', 'askControl'] },
                ],
              },
            },

            attempting: {
              tags: 'reconnecting',
              entry: 'stamp',
              meta: { deadlines: ['attempt', 'giveUp', 'runtime'] },
              on: {
                'give-up': gaveUp,
                'media.playing': { guard: 'hasPicture', target: 'streaming' },
                // Only a connection that lives since before the stall can tell that the far end is away.
                'source.lost': { guard: 'hasPicture', target: 'holding', actions: ['take', 'hold'] },
                'source.progress': { actions: 'take' },
                alarm: [
                  runtimeOver,
                  { guard: due('giveUp'), ...gaveUp },
                  { guard: not('isOnline'), actions: 'meetOffline' },
                  { guard: 'metOffline', actions: 'meetOnline' },
                  { guard: due('attempt'), target: waiting, actions: 'backOff' },
                ],
              },
            },
          },
        },

        waiting: {
          tags: 'reconnecting',
          entry: 'stamp',
          meta: { deadlines: ['nextAttempt', 'giveUp', 'runtime'] },
          on: {
            leave: { target: 'disconnected', actions: end(left) },
            'give-up': gaveUp,
            retry: { target: 'connected.attempting', actions: 'attempt' },
            alarm: [
              runtimeOver,
              { guard: due('giveUp'), ...gaveUp },
              { guard: and([not('isOnline'), 'hasNextAttempt']), actions: 'pause' },
              { guard: due('nextAttempt'), target: 'connected.attempting', actions: 'attempt' },
              {
                guard: and(['isOnline', not('hasNextAttempt')]),
                target: 'connected.attempting',
                actions: 'attempt',
              },
            ],
          },
        },

        disconnected: {
          tags: 'disconnected',
          entry: ['forgetRun', 'rest'],
          on: {
            start: { target: 'connected', actions: ['restart', 'load'] },
            retry: { target: 'connected', actions: ['restart', 'load'] },
            watch: { target: 'connected', actions: ['rewatch', 'load'] },
          },
        },

        failed: {
          tags: 'failed',
          entry: ['forgetRun', 'rest'],
          on: {
            start: { target: 'connected', actions: ['restart', 'load'] },
            retry: { target: 'connected', actions: ['restart', 'load'] },
            watch: { target: 'connected', actions: ['rewatch', 'load'] },
          },
        },
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
          entry: 'move',
          on: { 'media.stalled': 'stalled', 'media.playing': {} },
        },
        paused: { entry: 'halt', exit: 'unhalt', on: { 'media.stalled': 'stalled' } },
        blocked: { entry: 'halt', exit: 'unhalt' },
        stalled: { entry: 'stall', exit: 'unstall', on: { 'media.first-frame': 'playing' } },
      },
    },
  },
})

export type SessionMachine = typeof sessionMachine
