import { developerError } from '@standby/core/source'
import { checkFunction, checkObject, checkWhole } from '../check-options.ts'
import type { LiveEvent } from '../webhooks/live-event.ts'
import type { WebhookProvider } from '../webhooks/provider.ts'
import type { TrustedProxy } from './http/client-address.ts'
import type { Clock } from './clock.ts'
import { contained, isPromise } from './contained.ts'
import type { StatusRules } from './status-of.ts'
import type { HubStore } from './store/store.ts'
import { defaultHeartbeatMs, maxSrcLength } from '../limits.ts'

/** The recording of one broadcast, which has its own address. */
export interface BroadcastAsset {
  readonly id: string
  /** Its playback id. Left out until the platform has sent it. */
  readonly playbackId?: string
  /** `public`. Any other policy needs a token. */
  readonly policy?: string
}

export interface HubOptions {
  /** The platform that sends the webhooks: `mux({ secret })` or `fastpix({ secret })`. */
  readonly provider: WebhookProvider
  /**
   * Whether the client may know the status of a stream. If it throws, the client is refused. If it does not answer
   * within 4 s, the client gets a 503, and counts against the limits until then. `() => true` allows everyone.
   */
  readonly authorize: (request: Request, streamId: string) => boolean | Promise<boolean>
  /** Where events are kept. Default: in memory, which is only right for a single instance. */
  readonly store?: HubStore
  /** Other origins whose pages may read, such as `https://www.example.com`. Default: this origin only. */
  readonly origins?: readonly string[]
  /** Sends viewers to the address of each broadcast's own asset (Mux: DVR). Default: false. */
  readonly dvr?: boolean
  /** The same with your own address, such as one with a token. Everyone who may know the status gets it. */
  readonly src?: (asset: BroadcastAsset) => string | undefined
  /**
   * The reconnect window when the platform does not send it, ms, 0 to 1,800,000. Default: 60,000 for standard latency,
   * 0 for reduced and low latency.
   */
  readonly reconnectWindowMs?: number
  readonly limits?: {
    /** Max open responses of this hub. More get a 503. Default: 20,000. */
    readonly viewers?: number
    /**
     * Max open responses of one client. Default: 20 when `clientOf` or `trustedProxy` tells clients apart. Otherwise no
     * limit, because all clients may come through one proxy.
     */
    readonly viewersPerClient?: number
    /** Max messages that wait for a slow reader. With one more, the reader is dropped. Default: 32. */
    readonly queued?: number
  }
  /**
   * Identifies the client for `limits.viewersPerClient`, such as by account. A client with `undefined` is not counted.
   * Called before `authorize`. `address`: the client's address, if known; of IPv6 the first 64 bits. Default: the
   * address.
   */
  readonly clientOf?: (request: Request, address: string | undefined) => string | undefined
  /**
   * The proxies before this server, which tell the client's address. Set it only if the server cannot be reached
   * without them. Default: none. Then the address is that of the socket, which `nodeHandler` and `fastifyHandler` pass
   * on.
   */
  readonly trustedProxy?: TrustedProxy
  /** Interval of the heartbeat, ms, 1,000 to 60,000. Default: 15,000. */
  readonly heartbeatMs?: number
  /** Called once for each event that this hub received, after it was stored. Also with `returned`. */
  readonly onEvent?: (event: LiveEvent) => void
  /** Called with errors that no caller gets, such as those of your own functions. Default: `console.error`. */
  readonly onError?: (error: unknown) => void
  /** For tests. Default: the clock of this machine. */
  readonly clock?: Clock
}

/** Throws a developer error for an option that cannot work. */
export function checkOptions(options: HubOptions): void {
  const { provider, authorize, origins, limits = {}, trustedProxy } = options
  if (typeof provider?.read !== 'function')
    throw developerError(
      'createHub() was called without a `provider`.',
      'Only the provider can tell a genuine webhook from a forged one.',
      'Pass the one of your platform: createHub({ provider: mux({ secret }), … }).',
    )
  if (typeof authorize !== 'function')
    throw developerError(
      'createHub() was called without `authorize`.',
      'Not everyone may know whether a stream is live, and the hub cannot decide who may.',
      'Pass a function of the request and the stream’s id, or `authorize: () => true` if everyone may know.',
    )
  for (const option of ['src', 'clientOf', 'onEvent', 'onError'] as const)
    checkFunction('createHub', option, options[option], 'The hub calls it.')
  for (const [option, value] of Object.entries({ limits, trustedProxy }))
    checkObject('createHub', option, value)
  for (const option of ['viewers', 'viewersPerClient', 'queued'] as const)
    checkWhole('createHub', `limits.${option}`, limits[option], {
      why: 'The limit would let nobody in, or everybody.',
    })
  checkWhole('createHub', 'heartbeatMs', options.heartbeatMs, {
    min: 1000,
    max: 60_000,
    why: 'More often wastes traffic. Less often, proxies take the silence for the end.',
  })
  checkWhole('createHub', 'reconnectWindowMs', options.reconnectWindowMs, {
    min: 0,
    max: 1_800_000,
    why: 'Platforms wait for max 30 minutes, and this is in milliseconds: 60_000 is a minute.',
  })
  checkWhole('createHub', 'trustedProxy.hops', trustedProxy?.hops, {
    why: 'It is the number of proxies before this server. One too many lets clients choose their own address.',
  })
  checkHeaderName(trustedProxy?.header)
  checkStore(options.store)
  checkOrigins(origins)
}

function checkHeaderName(header: unknown): void {
  if (header === undefined || (typeof header === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(header))) return
  throw developerError(
    'createHub() was called with a `trustedProxy.header` that is not a valid header name.',
    'The clients’ addresses could not be read from it.',
    'Pass the header that your proxy sets: x-forwarded-for, forwarded or cf-connecting-ip.',
  )
}

function checkStore(store: Partial<HubStore> | undefined): void {
  if (!store || (['append', 'read', 'watch'] as const).every((name) => typeof store[name] === 'function'))
    return
  throw developerError(
    'createHub() was called with a `store` that lacks `append`, `read` or `watch`.',
    'Events could not be stored.',
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
    'Browsers send the exact origin of a page: scheme, host and port, without a path.',
    `Pass a list of origins: origins: [${JSON.stringify(originOf(wrong[0]) ?? 'https://www.example.com')}].`,
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

/** The options with their defaults. `report` gets the errors of the caller's own functions. */
export function settingsOf(options: HubOptions, report: (error: unknown) => void) {
  const { limits = {}, heartbeatMs = defaultHeartbeatMs, provider, dvr, src, reconnectWindowMs } = options
  const assetSrc = ({ playbackId, policy }: BroadcastAsset): string | undefined =>
    playbackId !== undefined && policy === 'public' ? provider.assetUrl?.(playbackId) : undefined
  const own = src ?? (dvr ? assetSrc : undefined)
  const where = (asset: BroadcastAsset): string | undefined => {
    const made = own && contained<unknown>(() => own(asset), report)
    if (made === undefined || (typeof made === 'string' && made.length <= maxSrcLength)) return made
    report(
      developerError(
        `\`src\` returned ${isPromise(made) ? 'a promise' : `a ${typeof made} that is no address`}.`,
        `Viewers only get an address of max ${maxSrcLength} characters, so this one was left out.`,
        'Return a string without awaiting anything, or undefined when there is no address.',
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
