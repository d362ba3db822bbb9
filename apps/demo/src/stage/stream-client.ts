import type { FaultName } from '@standby/stage/faults'
import type {
  FaultResult,
  ResolvedStreamOptions,
  StreamEvent,
  StreamOptions,
  StreamRequest,
  StreamState,
  WebhookSwitches,
} from '@standby/stage'
import { ask } from './ask.ts'
import { eventFeed, type EventFeed } from './event-feed.ts'
import { faultSwitches, type FaultSwitches } from './fault-switches.ts'

/** The stage's description of a stream. */
export interface StreamInfo {
  readonly id: string
  /** The URL of the entry playlist. */
  readonly url: string
  /** The URL of the live status from its platform's webhooks; `null` without a platform. */
  readonly statusUrl: string | null
  readonly options: ResolvedStreamOptions
  readonly state: StreamState
}

/** One stream of the stage, over HTTP. Every method rejects with the stage's own sentence when it is refused. */
export interface StreamClient extends StreamInfo, FaultSwitches<FaultName, FaultResult> {
  /** A newly signed URL of the entry playlist. */
  sign(): Promise<string>
  requests(): Promise<readonly StreamRequest[]>
  /** Sets the faults of its webhooks on their way. */
  setWebhooks(switches: Partial<WebhookSwitches>): Promise<void>
  readonly watch: EventFeed<StreamEvent>['watch']
  close(): Promise<void>
}

/** Creates a stream on the stage. Resolves when it can be watched. */
export async function createStream(stage: string, options: StreamOptions): Promise<StreamClient> {
  const info = await ask<StreamInfo>('POST', `${stage}/streams`, options)
  const base = `${stage}/streams/${info.id}`
  const feed = eventFeed<StreamEvent>(`${base}/events`)
  return {
    ...info,
    ...faultSwitches<FaultName, FaultResult>(base),
    sign: async () => (await ask<{ url: string }>('POST', `${base}/token`)).url,
    requests: async () => (await ask<{ requests: StreamRequest[] }>('GET', `${base}/requests`)).requests,
    setWebhooks: async (switches) => void (await ask('PATCH', `${base}/webhooks`, switches)),
    watch: feed.watch,
    async close() {
      feed.close()
      // With `keepalive` the browser sends it even while the page closes.
      await fetch(base, { method: 'DELETE', keepalive: true })
    },
  }
}
