import { createManualClock, type ManualClock } from '../../gateway/manual-clock.fixture.ts'
import { createSignallingActions, type SignallingActions } from './signalling-actions.ts'
import type { SignallingEvent, SignallingOptions } from './signalling-process-messages.ts'
import type { SignallingReceiver, SignallingSocket } from './signalling-socket.ts'
import { createSignalling, type Signalling } from './signalling.ts'

export type Heard = Record<string, unknown> & { readonly type: string }

/** The other end of a simulated socket. */
export interface TestPeer {
  readonly heard: readonly (Heard | string | Buffer)[]
  readonly closed: { readonly code: number | null; readonly reason: string } | null
  /** The messages of one type, in order. */
  all(type: string): readonly Heard[]
  say(message: unknown): void
  sayNonsense(what: string): void
  /** Closes the socket from this side. */
  leave(code?: number): void
}

export interface TestSignalling {
  readonly signalling: Signalling
  readonly actions: SignallingActions
  readonly clock: ManualClock
  readonly events: readonly SignallingEvent[]
  streamer(id?: string): TestPeer
  player(): TestPeer
  /** A player that has sent `subscribe`. */
  subscriber(streamerId?: string): TestPeer
  inject(
    fault: Parameters<SignallingActions['run']>[0] extends infer Action
      ? Action extends { type: 'inject'; fault: infer Fault }
        ? Fault
        : never
      : never,
    params?: Record<string, number | string>,
    viewer?: string,
  ): readonly string[]
}

/** A signalling server on a manual clock, without sockets and processes. */
export function startTestSignalling(options: Partial<SignallingOptions> = {}): TestSignalling {
  const clock = createManualClock()
  const events: SignallingEvent[] = []
  const signalling = createSignalling(
    {
      port: 0,
      vendor: 'epic',
      streamerId: 'Stage',
      playersPerStreamer: 1,
      queueUnit: 'seconds',
      updateMs: 1000,
      expectedSessionMs: 0,
      maxRuntimeMs: 0,
      keepaliveMs: 30_000,
      streamerSecret: 'secret',
      firstPlayer: 0,
      held: [],
      ...options,
    },
    {
      clock,
      onEvent: (event) => {
        if (event.type !== 'request') events.push(event)
      },
      onState: () => undefined,
    },
  )
  const actions = createSignallingActions(signalling, clock)

  const connect = (accept: (socket: SignallingSocket) => SignallingReceiver): TestPeer => {
    const heard: (Heard | string | Buffer)[] = []
    let closed: TestPeer['closed'] = null
    let silent = false
    const receiver = accept({
      send(message) {
        if (!silent && !closed) heard.push(JSON.parse(JSON.stringify(message)) as Heard)
      },
      sendRaw(data) {
        if (!silent && !closed) heard.push(data)
      },
      close: (code, reason = '') => (closed ??= { code, reason }),
      destroy: () => (closed ??= { code: 1006, reason: '' }),
      silence: (on) => (silent = on),
    })
    return {
      heard,
      get closed() {
        return closed
      },
      all: (type) =>
        heard.filter(
          (each): each is Heard => typeof each === 'object' && 'type' in each && each.type === type,
        ),
      say: receiver.onMessage,
      sayNonsense: receiver.onMalformed,
      leave: (code = 1001) => receiver.onClose(code, ''),
    }
  }
  const player = (): TestPeer => connect(signalling.acceptPlayer)
  return {
    signalling,
    actions,
    clock,
    events,
    streamer(id = 'Stage') {
      const streamer = connect(signalling.acceptStreamer)
      streamer.say({ type: 'endpointId', id })
      return streamer
    },
    player,
    subscriber(streamerId = 'Stage') {
      const subscribed = player()
      subscribed.say({ type: 'subscribe', streamerId })
      return subscribed
    },
    inject: (fault, params = {}, viewer) =>
      actions.run({ type: 'inject', fault, params, viewer: viewer ?? null }),
  }
}
