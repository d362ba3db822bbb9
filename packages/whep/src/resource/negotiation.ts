import {
  type Environment,
  type Failure,
  type Refreshable,
  canRefresh,
  resolveRefreshable,
  isCorsRefusal,
} from '@standby/core/source'
import { endpointUrl } from './endpoint-url.ts'
import { WhepResource } from './whep-resource.ts'
import type { WhepOptions } from '../options.ts'

/** The result of a negotiation. */
export type Negotiated =
  | {
      readonly type: 'accepted'
      readonly sdp: string
      readonly iceServers: readonly RTCIceServer[]
    }
  /** The stream is not live yet. */
  | { readonly type: 'not-live'; readonly retryAfter: string | null }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'refused'; readonly reason: 'not-an-answer' | 'invalid-token' }
  /** A function of the caller threw. */
  | { readonly type: 'unknown-address' }

export interface NegotiationOptions {
  readonly options: Pick<WhepOptions, 'url' | 'token'>
  readonly environment: Environment
  readonly attempt: number
  readonly signal: AbortSignal
  /** Called when a request begins. A close during the request must delete its resource. */
  readonly opening: (resource: WhepResource) => void
}

/** Sends the offer to the endpoint. After 401 or 403 it asks for address and token again, once. */
export async function negotiate(offer: string, how: NegotiationOptions): Promise<Negotiated> {
  const { options, signal } = how
  const first = await send(offer, 'connect', how)
  const status = first.type === 'failed' && first.failure.kind === 'http' ? first.failure.status : 0
  const refused = status === 401 || status === 403
  if (!refused || signal.aborted || !(canRefresh(options.url) || canRefresh(options.token))) return first
  return send(offer, 'expired', how)
}

async function send(
  offer: string,
  reason: 'connect' | 'expired',
  { options, environment, attempt, signal, opening }: NegotiationOptions,
): Promise<Negotiated> {
  let url: string | null
  let token: string | undefined
  try {
    const ask = <T>(value: Refreshable<T>): Promise<T> => resolveRefreshable(value, { attempt, reason })
    const [givenUrl, givenToken] = await Promise.all([ask(options.url), ask(options.token)])
    url = endpointUrl(givenUrl, environment.document?.baseURI)
    token = givenToken || undefined
  } catch {
    return { type: 'unknown-address' }
  }
  if (url === null) return { type: 'failed', failure: { kind: 'invalid-url' } }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    return { type: 'refused', reason: 'invalid-token' }
  if (signal.aborted) return { type: 'unknown-address' }

  const post = async () => {
    const resource = new WhepResource({ environment, url, token, signal })
    opening(resource)
    return resource.post(offer)
  }
  let outcome = await post()
  const unreachable = outcome.type === 'failed' && outcome.failure.kind === 'refused'
  if (unreachable && !signal.aborted && (await isCorsRefusal(environment, url, signal)) && !signal.aborted) {
    // The server may have just started. It is CORS only if the second request fails too.
    outcome = await post()
    if (outcome.type === 'failed' && outcome.failure.kind === 'refused')
      return { type: 'failed', failure: { kind: 'cors' } }
  }
  if (outcome.type === 'not-an-answer') return { type: 'refused', reason: 'not-an-answer' }
  if (outcome.type === 'failed' && outcome.failure.kind === 'http') {
    const { status, retryAfter = null } = outcome.failure
    if (status === 409 || status === 425) return { type: 'not-live', retryAfter }
  }
  return outcome
}
