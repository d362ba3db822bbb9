import { developerError } from '@standby/core/source'
import type { LiveEvent } from '../webhooks/live-event.ts'
import type { WebhookProvider } from '../webhooks/provider.ts'
import type { Clock } from './clock.ts'
import type { StatusRules } from './status-of.ts'
import type { HubStore } from './store.ts'

/** A recording of a broadcast that has an address of its own. */
export interface BroadcastAsset {
  readonly id: string
  /** Where it plays; left out until the platform has said so. */
  readonly playbackId?: string
  /** `public`, or whatever needs a token. */
  readonly policy?: string
}

export interface HubOptions {
  /** Whose webhooks come in: `mux({ secret })` or `fastpix({ secret })`. */
  readonly provider: WebhookProvider
  /** Whether whoever asks may know the status of a stream. What throws refuses. `() => true` where everybody may. */
  readonly authorize: (request: Request, streamId: string) => boolean | Promise<boolean>
  /** Where events are kept. Left out: in memory, which is right for one instance alone. */
  readonly store?: HubStore
  /** Pages of other origins that may read, such as `https://www.example.com`. Left out: this origin only. */
  readonly origins?: readonly string[]
  /** Each broadcast plays at its own asset's address (Mux: DVR), which viewers are sent to. */
  readonly dvr?: boolean
  /** The same with an address of your own, such as one with a token. Everybody who may know the status gets it. */
  readonly src?: (asset: BroadcastAsset) => string | undefined
  /** For a platform that does not say how long it waits, ms, 0 to 1,800,000. Left out: by latency mode 60,000, 0, 0. */
  readonly reconnectWindowMs?: number
  readonly limits?: {
    /** Open responses of this hub; more get a 503. Left out: 20,000. */
    readonly viewers?: number
    /** Of one client, as `clientOf` tells them apart. Left out: 20. */
    readonly viewersPerClient?: number
    /** Messages that may wait for a slow reader; one more and it is dropped. Left out: 32. */
    readonly queued?: number
  }
  /** Tells clients apart, by address or account, for `limits.viewersPerClient`. Left out: no such limit. */
  readonly clientOf?: (request: Request) => string | undefined
  /** Between two signs of life, ms. Left out: 15,000. */
  readonly heartbeatMs?: number
  /** Called once for each event that this hub took in, after it was kept; `returned` among them. */
  readonly onEvent?: (event: LiveEvent) => void
  /** What went wrong without anybody waiting for it. Left out: `console.error`. */
  readonly onError?: (error: unknown) => void
  /** For tests. Left out: this machine's. */
  readonly clock?: Clock
}

/** Throws what a developer has to change. */
export function checkOptions({ provider, authorize, reconnectWindowMs = 0 }: HubOptions): void {
  if (typeof provider?.read !== 'function')
    throw developerError(
      'createHub() was called without a `provider`.',
      'Nothing else can tell a genuine webhook from a forged one.',
      'Pass the platform’s: createHub({ provider: mux({ secret }), … }).',
    )
  if (typeof authorize !== 'function')
    throw developerError(
      'createHub() was called without `authorize`.',
      'Whether a stream is live may be nobody’s business, and the hub cannot know whose it is.',
      'Pass a function of the request and the stream’s id; `authorize: () => true` where everybody may know.',
    )
  if (!(reconnectWindowMs >= 0 && reconnectWindowMs <= 1_800_000))
    throw developerError(
      `createHub() was called with a \`reconnectWindowMs\` of ${reconnectWindowMs}.`,
      'Platforms wait for 0 to 1,800,000 ms, half an hour.',
      'Give it in milliseconds: 60_000 is a minute.',
    )
}

/** The options, with what was left out. `report` hears of what the caller's own functions throw. */
export function settingsOf(options: HubOptions, report: (error: unknown) => void) {
  const { limits = {}, heartbeatMs = 15_000, provider, dvr, src, reconnectWindowMs } = options
  const assetSrc = ({ playbackId, policy }: BroadcastAsset): string | undefined =>
    playbackId !== undefined && policy === 'public' ? provider.assetUrl?.(playbackId) : undefined
  const own = src && ((asset: BroadcastAsset) => caught(() => src(asset), report))
  const where = own ?? (dvr ? assetSrc : undefined)
  const rules: StatusRules = {
    ...(reconnectWindowMs !== undefined && { reconnectWindowMs }),
    ...(where && { src: where }),
  }
  return {
    viewers: limits.viewers ?? 20_000,
    viewersPerClient: limits.viewersPerClient ?? 20,
    queued: limits.queued ?? 32,
    heartbeatMs,
    rules,
  }
}

function caught<T>(run: () => T, report: (error: unknown) => void): T | undefined {
  try {
    return run()
  } catch (error) {
    report(error)
    return undefined
  }
}
