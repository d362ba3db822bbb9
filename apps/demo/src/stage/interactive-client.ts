import type { ApplicationEvent, PixelStreamEvent } from '@standby/stage'
import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { PixelStreamingFaultName } from '@standby/stage/pixel-streaming-faults'
import { ask } from './ask.ts'
import { eventFeed, type EventFeed } from './event-feed.ts'
import { faultSwitches, type FaultSwitches } from './fault-switches.ts'
import type { PoolState } from './pool-state.ts'

/** What happens at an application or a pixel stream. */
export type InteractiveEvent = ApplicationEvent | PixelStreamEvent
/** What has the same name at both means the same. */
export type InteractiveFaultName = GatewayFaultName | PixelStreamingFaultName

/** An interactive far end of the stage, over HTTP. Every method rejects with the stage's own sentence when it is refused. */
export interface InteractiveClient extends FaultSwitches<InteractiveFaultName, object> {
  readonly pool: PoolState
  /** Its pool, queue and connections now. */
  look(): Promise<PoolState>
  /** Simulated viewers join the queue; with a worker they stay for `stayMs`, or for good. */
  addViewers(count: number, stayMs?: number): Promise<void>
  /** The last that came leave first; unless set, all do. */
  removeViewers(count?: number): Promise<void>
  /** What the application itself says, such as `message`. */
  say(words: Record<string, unknown>): Promise<void>
  readonly watch: EventFeed<InteractiveEvent>['watch']
  close(): Promise<void>
}

/** The client of what lies at `base`, and says of itself what `poolOf` reads. */
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
      // `keepalive` lets it go out while the page is being left.
      await fetch(base, { method: 'DELETE', keepalive: true })
    },
  }
}
