import { type ClosedEvent, developerError, urlWithoutSecrets } from '@standby/core/source'
import type { PixelStreamingOptions } from './options.ts'

/** What happened, why it is a problem, how to fix it. */
type Explanation = readonly [what: string, why: string, fix: string]

const explanations: Readonly<Record<string, (server: string) => Explanation>> = {
  'missing-peer': () => [
    "Epic's library is not installed.",
    'It speaks to Unreal Engine; the kit only loads it.',
    'Run `npm i @epicgames-ps/lib-pixelstreamingfrontend-ue5.7` (or -ue5.5), or pass one: pixelStreaming({ library: () => import(…) }).',
  ],
  'invalid-url': () => [
    '`url` is not the address of a signalling server.',
    'It is reached over a WebSocket, and a page that came over https reaches only wss.',
    "Pass it with its scheme: pixelStreaming({ url: 'wss://stream.example.com' }).",
  ],
  'streamer-not-named': (server) => [
    `${server} has several streamers.`,
    'Without a name nobody can say which one is meant.',
    "Name one: pixelStreaming({ url, streamerId: 'Stage' }).",
  ],
  'no-turn-server': (server) => [
    `ForceTURN is set, and ${server} names no TURN server.`,
    'Media may then take no way at all.',
    'Let the signalling server send `iceServers` with a turn: address (--peer_options), or leave ForceTURN out.',
  ],
  unsupported: () => [
    'This browser cannot connect.',
    'It has no WebRTC, or a policy forbids it.',
    'Offer the stream as HLS to those that cannot.',
  ],
}

/** Says in the console what a developer can do about an end that is theirs to mend. */
export function explainClose(
  { code, cause, reason }: ClosedEvent,
  { url }: Pick<PixelStreamingOptions, 'url'>,
): void {
  const known = (key: string | undefined) =>
    key !== undefined && Object.hasOwn(explanations, key) ? explanations[key] : undefined
  const explanation = known(reason) ?? (code === 1003 ? known(cause) : undefined)
  if (!explanation) return
  const server = typeof url == 'string' ? urlWithoutSecrets(url) : 'The signalling server'
  console.error(developerError(...explanation(server)).message)
}
