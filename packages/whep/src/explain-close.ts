import { type ClosedEvent, developerError, urlWithoutSecrets } from '@standby/core/source'
import type { WhepOptions } from './options.ts'

/** What happened, why it is a problem, how to fix it. */
type Explanation = readonly [what: string, why: string, fix: string]

const explanations: Readonly<Record<string, (stream: string) => Explanation>> = {
  'invalid-url': () => [
    '`url` is not an address.',
    'An offer is sent over http or https, and an empty text or one with spaces in it leads nowhere.',
    'Pass the URL of a WHEP endpoint, absolute or relative to the page.',
  ],
  'invalid-token': () => [
    '`token` cannot be sent.',
    'It travels in a header, which takes printable ASCII without spaces.',
    'Pass the bearer token alone, without "Bearer" and without line breaks.',
  ],
  'not-an-answer': (stream) => [
    `${stream} accepted the offer and answered with something else than SDP.`,
    'A WHEP endpoint answers 201 with a session description; often it is a web page that a server sends for every address.',
    'Check the URL: it must be the endpoint of the stream, not the page of a player.',
  ],
  'answer-refused': (stream) => [
    `The answer of ${stream} does not fit the offer.`,
    'The browser refused it, or it lets neither sound nor picture through.',
    'Look for a codec in common: browsers offer H.264, VP8, VP9 and AV1, and Opus. A server that stumbles over a data channel is offered none by whep({ url, dataChannel: false }).',
  ],
  cors: (stream) => [
    `${stream} answers, but this page may not read the answer.`,
    'An offer is sent from script with headers of its own, which needs leave from the server (CORS).',
    'Allow POST, PATCH, DELETE and OPTIONS with the headers Authorization, Content-Type and If-Match, and expose Location, Link and ETag.',
  ],
  unsupported: () => [
    'This browser cannot connect.',
    'It has no WebRTC, a policy forbids it, or the server has no codec that it knows.',
    'Offer the stream as HLS to those that cannot.',
  ],
}

/** Says in the console what a developer can do about an end that is theirs to mend. */
export function explainClose({ code, cause, reason }: ClosedEvent, { url }: WhepOptions): void {
  const explanation = explanations[reason ?? ''] ?? (code === 1000 ? undefined : explanations[cause ?? ''])
  if (!explanation) return
  const stream = typeof url === 'string' ? urlWithoutSecrets(url) : 'The endpoint'
  console.error(developerError(...explanation(stream)).message)
}
