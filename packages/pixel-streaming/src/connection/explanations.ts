import type { Explanations } from '@standby/core/source'

/** The ends of a connection that a developer can fix, by their reason or cause. */
export const explanations: Explanations = {
  'missing-peer': () => [
    "Epic's library is not installed.",
    'It connects to Unreal Engine, and the kit only loads it.',
    'Run `npm i @epicgames-ps/lib-pixelstreamingfrontend-ue5.7` (or -ue5.5), or pass one: pixelStreaming({ library: () => import(…) }).',
  ],
  'invalid-url': () => [
    '`url` is not the address of a signalling server.',
    'The server is reached over a WebSocket, and a page over https can only use wss.',
    "Pass it with its scheme: pixelStreaming({ url: 'wss://stream.example.com' }).",
  ],
  'streamer-not-named': (server) => [
    `${server} has several streamers.`,
    'Without a name it is not clear which one to play.',
    "Name one: pixelStreaming({ url, streamerId: 'Stage' }).",
  ],
  'no-turn-server': (server) => [
    `ForceTURN is set, but ${server} sends no TURN server.`,
    'With ForceTURN, media can only flow through a TURN server.',
    'Let the signalling server send `iceServers` with a turn: address (--peer_options), or leave ForceTURN out.',
  ],
  unsupported: () => [
    'This browser cannot connect.',
    'It has no WebRTC, or a policy forbids it.',
    'Offer the stream as HLS to viewers with such a browser.',
  ],
}
