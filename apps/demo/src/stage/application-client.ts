import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type {
  ApplicationEvent,
  ApplicationOptions,
  ApplicationState,
  GatewayFaultResult,
  ResolvedApplicationOptions,
} from '@standby/stage'
import { ask } from './ask.ts'
import { eventFeed, type EventFeed } from './event-feed.ts'
import { faultSwitches, type FaultSwitches } from './fault-switches.ts'

/** An interactive application as the stage describes it. */
export interface ApplicationInfo {
  readonly id: string
  /** Where its viewers connect. */
  readonly gatewayUrl: string
  readonly options: Omit<ResolvedApplicationOptions, 'ticket'>
  readonly state: ApplicationState
}

/** One application of the stage, over HTTP. Every method rejects with the stage's own sentence when it is refused. */
export interface ApplicationClient
  extends ApplicationInfo, FaultSwitches<GatewayFaultName, GatewayFaultResult> {
  /** Its pool, queue and connections now. */
  look(): Promise<ApplicationState>
  /** Simulated viewers join the queue; with a worker they stay for `stayMs`, or for good. */
  addViewers(count: number, stayMs?: number): Promise<void>
  /** The last that came leave first; unless set, all do. */
  removeViewers(count?: number): Promise<void>
  /** What the application itself says: `notice`, `message`, `drainingMs`, `limitMs`. */
  say(words: Record<string, unknown>): Promise<void>
  readonly watch: EventFeed<ApplicationEvent>['watch']
  close(): Promise<void>
}

/** Asks the stage for a new application. Its workers may still be starting: viewers wait for them in the queue. */
export async function createApplication(
  stage: string,
  options: ApplicationOptions,
): Promise<ApplicationClient> {
  const info = await ask<ApplicationInfo>('POST', `${stage}/applications`, options)
  const base = `${stage}/applications/${info.id}`
  const feed = eventFeed<ApplicationEvent>(`${base}/events`)
  return {
    ...info,
    ...faultSwitches<GatewayFaultName, GatewayFaultResult>(base),
    look: async () => (await ask<ApplicationInfo>('GET', base)).state,
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
