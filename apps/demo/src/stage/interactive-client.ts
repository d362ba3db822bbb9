import type { ApplicationEvent, PixelStreamEvent } from '@standby/stage'
import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { PixelStreamingFaultName } from '@standby/stage/pixel-streaming-faults'
import { ask } from './ask.ts'
import { eventFeed, type EventFeed } from './event-feed.ts'
import { faultSwitches, type FaultSwitches } from './fault-switches.ts'
import type { PoolState } from './pool-state.ts'

/** An event of an application or a pixel stream. */
export type InteractiveEvent = ApplicationEvent | PixelStreamEvent
/** A fault name that both share means the same at both. */
export type InteractiveFaultName = GatewayFaultName | PixelStreamingFaultName

/** An interactive far end of the stage, over HTTP. Every method rejects with the stage's own sentence when it is refused. */
export interface InteractiveClient extends FaultSwitches<InteractiveFaultName, object> {
  readonly pool: PoolState
  /** Asks for its current pool, queue and connections. */
  look(): Promise<PoolState>
  /** Adds simulated viewers to the queue. Each keeps its worker for `stayMs`. 0, the default: until it is removed. */
  addViewers(count: number, stayMs?: number): Promise<void>
  /** Removes simulated viewers, the last one first. Default: all of them. */
  removeViewers(count?: number): Promise<void>
  /** Sends a message from the application, such as `{ message }`. */
  say(words: Record<string, unknown>): Promise<void>
  readonly watch: EventFeed<InteractiveEvent>['watch']
  close(): Promise<void>
}

/** The client of the interactive far end at `base`. `poolOf` reads its state. */
export function interactiveClient<State>(
  base: string,
  state: State,
  poolOf: (state: State) => PoolState,
): InteractiveClient {
  const feed = eventFeed<InteractiveEvent>(`${base}/events`)
  return {
    ...faultSwitches<InteractiveFaultName, object>(base),
    pool: poolOf(state),
    look: async () => poolOf((await ask<{ readonly state: State }>('GET', base)).state),
    addViewers: async (count, stayMs = 0) => void (await ask('POST', `${base}/viewers`, { count, stayMs })),
    removeViewers: async (count) =>
      void (await ask('DELETE', `${base}/viewers`, count === undefined ? {} : { count })),
    say: async (words) => void (await ask('POST', `${base}/say`, words)),
    watch: feed.watch,
    async close() {
      feed.close()
      // With `keepalive` the browser sends it even while the page closes.
      await fetch(base, { method: 'DELETE', keepalive: true })
    },
  }
}
