import { assign, createMachine, type EventObject, fromCallback, raise } from 'xstate'
import type { Status } from '../session/state.ts'
import { type Context, initialContext, type MachineInput } from './context.ts'
import type { DeadlineName } from './deadlines.ts'
import { type Close, endWith } from './end-info.ts'
import type { EventOf, SessionEvent } from './events.ts'
import * as is from './guards.ts'
import { reduceEvent } from './reduce-event.ts'
import {
  type Action,
  type AlarmTransition,
  type EventTransitions,
  type Transition,
  transitions,
} from './transitions.ts'
import * as update from './context-updates.ts'

/** Lives as long as its state: opened on entry, closed on exit. */
const connection = fromCallback<EventObject, Context>(({ input: { port, watching, attempts, token } }) =>
  port.open({
    intent: watching ? 'watch' : attempts > 0 ? 'retry' : 'start',
    attempt: attempts,
    resumeToken: token,
  }),
)
const pause = fromCallback<EventObject, Context>(({ input: { port, token } }) => port.pause(token))

const change = (next: (c: Context, event: SessionEvent) => Partial<Context>): Action =>
  assign<Context, SessionEvent, undefined, SessionEvent, never>(({ context, event }) => next(context, event))

const reduce = change(reduceEvent)
const stamp = change((_, { now }) => ({ enteredAt: now.at }))
const settle = change(() => ({ attempts: 0, withoutMediaSince: null }))
const hold = change(update.hold)
const runDry = change(update.runDry)
const backOff = change(update.backOff)
const attempt = change(update.attempt)
const guessPassed = change(update.guessPassed)

const play = (type: EventOf<'playback.load' | 'playback.dry' | 'playback.rest'>['type']): Action =>
  raise<Context, SessionEvent, SessionEvent, undefined>(({ event }) => ({ type, now: event.now }))

const begin: Transition = {
  target: 'connected',
  actions: [change(update.startRun), play('playback.load')],
}
const watch: Transition = {
  target: 'connected',
  actions: [change(update.watchRun), play('playback.load')],
}

const disconnected = '#session.lifecycle.disconnected'
const failed = '#session.lifecycle.failed'
const waiting = '#session.lifecycle.waiting'

const ends = (close: Close): Transition => ({ target: disconnected, actions: change(endWith(() => close)) })
const leave = ends({ code: 1000, reason: 'left' })
const streamEnds = ends({ code: 1000, reason: 'ended' })
const afkEnds = ends({ code: 4004, reason: 'afk' })
const runtimeEnds: AlarmTransition = { at: 'runtime', ...ends({ code: 4004, reason: 'max-runtime' }) }
const givesUp: Transition = {
  target: failed,
  actions: change(endWith((c) => ({ code: c.lastCode ?? 1006, cause: 'gave-up' }), false)),
}
const windowRetries: AlarmTransition = {
  at: 'farEnd',
  guard: is.isExactAndRetries,
  target: waiting,
  actions: backOff,
}
const askControl: Action = ({ context }) => context.port.askControl()
const asksControl: AlarmTransition = {
  at: 'signalling',
  actions: [askControl, change(update.signallingAsked)],
}
const settles: AlarmTransition = { at: 'stable', actions: settle }

/** The transitions of a state in which the runtime counts. Its end comes before everything else. */
const withinRuntime = (on: EventTransitions, alarm: readonly AlarmTransition[]) =>
  transitions(on, [runtimeEnds, ...alarm])

const over = {
  entry: [change(update.ended), play('playback.rest')],
  on: { start: begin, retry: begin, watch },
}

/**
 * The session. Two regions: the lifecycle of the session, and playback. It holds no timer and reads no clock:
 * every event carries the surroundings. The handle sends `alarm` when they change, and at the earliest deadline
 * of the active states.
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
          invoke: { src: connection, input: ({ context }) => context },
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
              ...withinRuntime(
                {
                  'source.assigned': { target: 'connecting', actions: reduce },
                  'source.progress': { target: 'connecting', actions: reduce },
                },
                [{ at: 'request', target: waiting, actions: backOff }],
              ),
            },

            queued: {
              tags: 'queued',
              entry: stamp,
              exit: change(() => ({ queue: null })),
              // The runtime does not end a wait in the queue.
              ...transitions(
                {
                  'source.queued': { actions: reduce },
                  'source.signalling': { actions: reduce },
                  'source.assigned': { target: 'connecting', actions: reduce },
                },
                [{ at: 'offer', actions: change(update.offerPassed) }, settles],
              ),
            },

            notLive: {
              tags: 'not-live',
              entry: [stamp, play('playback.load')],
              exit: change(() => ({ notLive: null })),
              ...withinRuntime(
                {
                  'source.not-live': { actions: reduce },
                  'source.assigned': { target: 'connecting', actions: reduce },
                  'source.progress': { target: 'connecting', actions: reduce },
                },
                [settles],
              ),
            },

            connecting: {
              tags: 'connecting',
              entry: stamp,
              exit: change(() => ({ step: 'place' })),
              ...withinRuntime(
                {
                  'source.progress': { actions: reduce },
                  'source.signalling': { actions: reduce },
                  'source.lost': { target: 'holding', actions: [reduce, hold] },
                },
                [{ at: 'connect', target: waiting, actions: backOff }, asksControl, settles],
              ),
            },

            streaming: {
              initial: 'attentive',
              entry: change(update.enterStreaming),
              ...withinRuntime(
                {
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
                },
                [
                  { guard: is.isDryAndOffline, target: 'attempting', actions: runDry },
                  { at: 'stall', target: 'attempting', actions: runDry },
                  windowRetries,
                  {
                    at: 'farEnd',
                    guard: is.isExact,
                    actions: change(() => ({ farEnd: { state: 'ended' }, windowClosed: true })),
                  },
                  { at: 'farEnd', actions: guessPassed },
                  asksControl,
                  settles,
                ],
              ),
              states: {
                attentive: {
                  tags: 'streaming',
                  ...withinRuntime(
                    { 'source.afk': { guard: is.countsDown, target: 'idle', actions: reduce } },
                    [
                      { at: 'afkWarning', guard: is.isGone, ...afkEnds },
                      { at: 'afkWarning', target: 'idle', actions: change(update.warnAfk) },
                    ],
                  ),
                },
                idle: {
                  tags: 'idle',
                  exit: change(() => ({ afkDeadline: null })),
                  ...withinRuntime(
                    {
                      activity: { target: 'attentive', actions: reduce },
                      stay: { target: 'attentive', actions: reduce },
                      'source.afk': [
                        { guard: is.countsDown, actions: reduce },
                        { target: 'attentive', actions: reduce },
                      ],
                    },
                    [{ at: 'afkEnd', ...afkEnds }],
                  ),
                },
              },
            },

            holding: {
              tags: 'reconnecting',
              entry: stamp,
              ...withinRuntime(
                {
                  'media.playing': { guard: is.hasPicture, target: 'streaming' },
                  'source.lost': { actions: reduce },
                  'source.returned': { actions: reduce },
                  'source.signalling': { actions: reduce },
                },
                [
                  windowRetries,
                  { at: 'farEnd', guard: is.isExact, ...streamEnds },
                  { at: 'farEnd', actions: guessPassed },
                  { at: 'returned', target: waiting, actions: backOff },
                  {
                    at: 'hold',
                    target: failed,
                    actions: change(endWith(() => ({ code: 1006, cause: 'timeout' }), false)),
                  },
                  asksControl,
                ],
              ),
            },

            attempting: {
              tags: 'reconnecting',
              entry: stamp,
              ...withinRuntime(
                {
                  'source.signalling': { actions: reduce },
                  'give-up': givesUp,
                  'media.playing': { guard: is.hasPicture, target: 'streaming' },
                  // Only a connection from before the stall can know that the far end is away.
                  'source.lost': { guard: is.hasPicture, target: 'holding', actions: [reduce, hold] },
                  'source.progress': { actions: reduce },
                },
                [
                  { at: 'giveUp', ...givesUp },
                  { guard: is.meetsOffline, actions: change(() => ({ metOffline: true })) },
                  {
                    guard: is.isBackOnline,
                    actions: change((_, { now }) => ({ metOffline: false, enteredAt: now.at })),
                  },
                  { at: 'attempt', target: waiting, actions: backOff },
                  asksControl,
                ],
              ),
            },
          },
        },

        waiting: {
          tags: 'reconnecting',
          invoke: { src: pause, input: ({ context }) => context },
          entry: [stamp, play('playback.dry')],
          ...withinRuntime(
            {
              leave,
              'give-up': givesUp,
              retry: { target: 'connected.attempting', actions: attempt },
            },
            [
              { at: 'giveUp', ...givesUp },
              { guard: is.isOfflineInPause, actions: change(update.pauseWhileOffline) },
              { at: 'nextAttempt', target: 'connected.attempting', actions: attempt },
              { guard: is.isPauseOver, target: 'connected.attempting', actions: attempt },
            ],
          ),
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
