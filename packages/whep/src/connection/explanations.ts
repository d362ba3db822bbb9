import type { Explanations } from '@standby/core/source'

/** The ends of a connection that a developer can fix, by their reason or cause. */
export const explanations: Explanations = {
  'invalid-url': () => [
    '`url` is not an address.',
    'The offer is sent over http or https. An empty text, or one with spaces, is no address.',
    'Pass the URL of a WHEP endpoint, absolute or relative to the page.',
  ],
  'invalid-token': () => [
    '`token` cannot be sent.',
    'It is sent in a header, which allows only printable ASCII without spaces.',
    'Pass the bearer token alone, without "Bearer" and without line breaks.',
  ],
  'not-an-answer': (stream) => [
    `${stream} accepted the offer, but its answer is not SDP.`,
    'A WHEP endpoint answers 201 with a session description. This is often a web page that a server sends for every address.',
    'Check the URL: it must be the endpoint of the stream, not the page of a player.',
  ],
  'answer-refused': (stream) => [
    `The answer of ${stream} does not fit the offer.`,
    'The browser refused it, or it accepts neither audio nor video.',
    'Look for a common codec: browsers offer H.264, VP8, VP9 and AV1, and Opus. If the server cannot handle a data channel, use whep({ url, dataChannel: false }).',
  ],
  cors: (stream) => [
    `${stream} answers, but this page may not read the answer.`,
    'The offer has custom headers, so the server must allow this page to send it (CORS).',
    'Allow POST, PATCH, DELETE and OPTIONS with the headers Authorization, Content-Type and If-Match, and expose Location, Link and ETag.',
  ],
  unsupported: () => [
    'This browser cannot connect.',
    'It has no WebRTC, a policy forbids it, or the server has no codec that it supports.',
    'Offer the stream as HLS to viewers with such a browser.',
  ],
}
