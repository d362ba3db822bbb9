import { type Environment, type Failure, httpFailure, warnOnce } from '@standby/core/source'
import { resourceUrl } from './endpoint-url.ts'
import { serversOfLink } from '../peer/ice-servers.ts'
import { fragmentType, readFragment, type IceAnswer } from './sdp-fragment.ts'
import { maxAnswerBytes } from '../limits.ts'

export type OfferOutcome =
  | { readonly type: 'accepted'; readonly sdp: string; readonly iceServers: readonly RTCIceServer[] }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Accepted, but the body is no session description. */
  | { readonly type: 'not-an-answer' }

export type RestartOutcome =
  | { readonly type: 'accepted'; readonly ice: IceAnswer }
  /** The server does not restart ICE. */
  | { readonly type: 'declined' }
  /** The server no longer knows the resource. */
  | { readonly type: 'gone' }
  /** The server could not be reached. */
  | { readonly type: 'unreachable' }

export interface WhepResourceOptions {
  readonly environment: Environment
  readonly url: string
  /** Sent only to the origin of `url`. */
  readonly token: string | undefined
  /** Aborts every request except the POST, because a resource that it creates must be deleted. */
  readonly signal: AbortSignal
}

/**
 * The HTTP side of one WHEP resource: created by POST, changed by PATCH, deleted once. If it is deleted before the answer
 * to the POST, the DELETE is sent as soon as the answer is there.
 */
export class WhepResource {
  readonly #options: WhepResourceOptions
  #resource: string | null = null
  #etag: string | null = null
  #deleted = false
  #patches: boolean | null = null

  constructor(options: WhepResourceOptions) {
    this.#options = options
  }

  /** Whether the server accepts PATCH; `null` before the first one. */
  get patches(): boolean | null {
    return this.#resource === null ? false : this.#patches
  }

  async post(offer: string): Promise<OfferOutcome> {
    const { url } = this.#options
    let response: Response
    try {
      response = await this.#request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/sdp', Accept: 'application/sdp' },
        body: offer,
      })
    } catch {
      return { type: 'failed', failure: { kind: 'refused' } }
    }
    if (!response.ok) {
      void discard(response)
      return { type: 'failed', failure: failureOf(response) }
    }
    this.#resource = resourceUrl(response.headers.get('Location'), response.url || url)
    this.#etag = response.headers.get('ETag')
    if (this.#resource === null) warnOfNoResource()
    if (this.#deleted) {
      void discard(response)
      this.#delete()
      return { type: 'not-an-answer' }
    }
    const sdp = await boundedText(response)
    return sdp !== null && /^v=0\s/.test(sdp)
      ? { type: 'accepted', sdp, iceServers: serversOfLink(response.headers.get('Link')) }
      : { type: 'not-an-answer' }
  }

  /** Sends candidates to the server. Returns `false` if the server never accepts candidates. */
  async trickle(fragment: string): Promise<boolean> {
    const response = await this.#patch(fragment, this.#etag)
    if (!response) return this.#patches !== false
    void discard(response)
    if (response.ok) this.#patches = true
    else if ([404, 405, 501].includes(response.status)) this.#patches = false
    return this.#patches !== false
  }

  async restart(fragment: string): Promise<RestartOutcome> {
    const response = await this.#patch(fragment, '*')
    if (!response) return { type: 'unreachable' }
    if (response.status === 404 || response.status === 410) {
      void discard(response)
      return { type: 'gone' }
    }
    const text = response.status === 200 ? await boundedText(response) : (void discard(response), null)
    const ice = text === null ? null : readFragment(text)
    if (!ice) return { type: 'declined' }
    this.#etag = response.headers.get('ETag') ?? this.#etag
    return { type: 'accepted', ice }
  }

  /** Deletes the resource once, with a request that continues after the page is gone. */
  delete(): void {
    if (this.#deleted) return
    this.#deleted = true
    this.#delete()
  }

  #delete(): void {
    const resource = this.#resource
    if (resource === null) return
    this.#request(resource, { method: 'DELETE', keepalive: true })
      .then(discard)
      .catch(() => {})
  }

  async #patch(fragment: string, etag: string | null): Promise<Response | null> {
    if (this.#resource === null || this.#deleted) return null
    try {
      return await this.#request(this.#resource, {
        method: 'PATCH',
        headers: { 'Content-Type': fragmentType, ...(etag !== null && { 'If-Match': etag }) },
        body: fragment,
        signal: this.#options.signal,
      })
    } catch {
      return null
    }
  }

  async #request(url: string, init: RequestInit): Promise<Response> {
    const { token, environment } = this.#options
    // The Location header may lead to another origin. The token is only for the origin of `url`.
    const isTold = token !== undefined && new URL(url).origin === new URL(this.#options.url).origin
    const headers = { ...init.headers, ...(isTold && { Authorization: `Bearer ${token}` }) }
    return environment.fetch(url, { ...init, headers, cache: 'no-store' })
  }
}

function warnOfNoResource(): void {
  warnOnce(
    'whep-location',
    'a WHEP server sent no Location header that this page may read. Without it the resource cannot be deleted when the viewer leaves, and the far end keeps sending until it notices. Answer the offer with a Location header, and from another origin with Access-Control-Expose-Headers: Location, Link, ETag.',
  )
}

/** 406 and 415: the server cannot answer this offer, because there is no common codec. */
const failureOf = (response: Response): Failure =>
  response.status === 406 || response.status === 415 ? { kind: 'unsupported' } : httpFailure(response)

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {})
}

/** The body as text. `null` if it is too large, or breaks off. */
async function boundedText(response: Response): Promise<string | null> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength
      if (size > maxAnswerBytes) {
        await reader.cancel()
        return null
      }
      text += decoder.decode(part.value, { stream: true })
    }
  } catch {
    return null
  }
  return text + decoder.decode()
}
