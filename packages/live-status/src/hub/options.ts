import { developerError } from '@standby/core/source'
import { checkFunction, checkObject, checkWhole } from '../check-options.ts'
import type { LiveEvent } from '../webhooks/live-event.ts'
import type { WebhookProvider } from '../webhooks/provider.ts'
import type { TrustedProxy } from './client-address.ts'
import type { Clock } from './clock.ts'
import { contained, isPromise } from './contained.ts'
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
  /**
   * Whether whoever asks may know the status of a stream. What throws refuses; what does not answer within 4 s is a 503,
   * and counts against the limits until then. `() => true` where everybody may.
   */
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
    /**
     * Of one client. Left out: 20 where `clientOf` or `trustedProxy` tells clients apart, else no such limit, since all of
     * them may come through one proxy.
     */
    readonly viewersPerClient?: number
    /** Messages that may wait for a slow reader; one more and it is dropped. Left out: 32. */
    readonly queued?: number
  }
  /**
   * Tells clients apart for `limits.viewersPerClient`, such as by account; `undefined` is not counted. Asked before
   * `authorize`. `address` is the client's, where it is known: IPv6 by its first 64 bits. Left out: by address.
   */
  readonly clientOf?: (request: Request, address: string | undefined) => string | undefined
  /**
   * Proxies before this server, whose word is taken for a client's address. Only where nobody can reach the server past
   * them. Left out: none; the address is the socket's, which `nodeHandler` and `fastifyHandler` hand on.
   */
  readonly trustedProxy?: TrustedProxy
  /** Between two signs of life, ms, 1,000 to 60,000. Left out: 15,000. */
  readonly heartbeatMs?: number
  /** Called once for each event that this hub took in, after it was kept; `returned` among them. */
  readonly onEvent?: (event: LiveEvent) => void
  /** What went wrong without anybody waiting for it; what your own functions throw or reject with is among it. Left out: `console.error`. */
  readonly onError?: (error: unknown) => void
  /** For tests. Left out: this machine's. */
  readonly clock?: Clock
}

/** Throws what a developer has to change. */
export function checkOptions(options: HubOptions): void {
  const { provider, authorize, origins, limits = {}, trustedProxy } = options
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
  for (const option of ['src', 'clientOf', 'onEvent', 'onError'] as const)
    checkFunction('createHub', option, options[option], 'The hub calls it.')
  for (const [option, value] of Object.entries({ limits, trustedProxy }))
    checkObject('createHub', option, value)
  for (const option of ['viewers', 'viewersPerClient', 'queued'] as const)
    checkWhole('createHub', `limits.${option}`, limits[option], {
      why: 'Without a limit that is one the hub takes nobody, or everybody.',
    })
  checkWhole('createHub', 'heartbeatMs', options.heartbeatMs, {
    least: 1000,
    most: 60_000,
    why: 'More often it is traffic for nothing; less often proxies take the silence for the end.',
  })
  checkWhole('createHub', 'reconnectWindowMs', options.reconnectWindowMs, {
    least: 0,
    most: 1_800_000,
    why: 'Platforms wait for at most half an hour, in milliseconds: 60_000 is a minute.',
  })
  checkWhole('createHub', 'trustedProxy.hops', trustedProxy?.hops, {
    why: 'It counts the proxies before this server, and one too many lets clients write their own address.',
  })
  checkHeaderName(trustedProxy?.header)
  checkStore(options.store)
  checkOrigins(origins)
}

function checkHeaderName(header: unknown): void {
  if (header === undefined || (typeof header === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(header))) return
  throw developerError(
    'createHub() was called with a `trustedProxy.header` that is no name of a header.',
    'Clients’ addresses could not be read from it.',
    'Pass the one that your proxy writes: x-forwarded-for, forwarded, cf-connecting-ip.',
  )
}

function checkStore(store: Partial<HubStore> | undefined): void {
  if (!store || (['append', 'read', 'watch'] as const).every((name) => typeof store[name] === 'function'))
    return
  throw developerError(
    'createHub() was called with a `store` that lacks `append`, `read` or `watch`.',
    'No event could be kept.',
    'Pass redisStore({ client }) or memoryStore(), or leave it out.',
  )
}

function checkOrigins(origins: unknown): void {
  if (origins === undefined) return
  const wrong = Array.isArray(origins)
    ? origins.filter((origin) => typeof origin !== 'string' || originOf(origin) !== origin)
    : [origins]
  if (wrong.length === 0) return
  throw developerError(
    `createHub() was called with \`origins\` of ${JSON.stringify(wrong[0])?.slice(0, 100) ?? typeof wrong[0]}.`,
    'Browsers name the page’s origin exactly: scheme, host and port, without a path.',
    `Pass a list of them: origins: [${JSON.stringify(originOf(wrong[0]) ?? 'https://www.example.com')}].`,
  )
}

function originOf(value: unknown): string | null {
  try {
    const { origin } = new URL(String(value))
    return origin === 'null' ? null : origin
  } catch {
    return null
  }
}

/** The client reads no address that is longer. */
const longestSrc = 2048

/** The options, with what was left out. `report` hears of what the caller's own functions throw. */
export function settingsOf(options: HubOptions, report: (error: unknown) => void) {
  const { limits = {}, heartbeatMs = 15_000, provider, dvr, src, reconnectWindowMs } = options
  const assetSrc = ({ playbackId, policy }: BroadcastAsset): string | undefined =>
    playbackId !== undefined && policy === 'public' ? provider.assetUrl?.(playbackId) : undefined
  const own = src ?? (dvr ? assetSrc : undefined)
  const where = (asset: BroadcastAsset): string | undefined => {
    const made = own && contained<unknown>(() => own(asset), report)
    if (made === undefined || (typeof made === 'string' && made.length <= longestSrc)) return made
    report(
      developerError(
        `\`src\` returned ${isPromise(made) ? 'a promise' : `a ${typeof made} that is no address`}.`,
        `Viewers are told nothing but an address of at most ${longestSrc} characters, so it was left out.`,
        'Return a string, at once, or undefined where there is none.',
      ),
    )
    return undefined
  }
  const rules: StatusRules = {
    ...(reconnectWindowMs !== undefined && { reconnectWindowMs }),
    ...(own && { src: where }),
  }
  const toldApart = options.clientOf !== undefined || options.trustedProxy !== undefined
  return {
    viewers: limits.viewers ?? 20_000,
    viewersPerClient: limits.viewersPerClient ?? (toldApart ? 20 : Infinity),
    queued: limits.queued ?? 32,
    heartbeatMs,
    rules,
  }
}
