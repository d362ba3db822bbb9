import type { Fault } from '../hls/faults/faults.ts'

/**
 * Every fault between a player and a pixel stream, by name. Pure data, safe in browsers. A fault that the gateway also
 * has keeps its name. Every fault also takes `viewer`: the id of the only player to hit. A fault of a streamer then
 * hits only that player's streamer.
 */

export type PixelStreamingFaultKind = 'streamer' | 'session' | 'network' | 'server' | 'media' | 'messages'
export type PixelStreamingFault = Omit<Fault, 'kind'> & {
  readonly kind: PixelStreamingFaultKind
  /** Where it is carried out: in the signalling server, in the streamer, or in the stage, which owns both processes. */
  readonly by: 'signalling' | 'streamer' | 'stage'
  /** The close code that players see; `vendor`: see `vendors.ts`; null when the fault closes nothing. */
  readonly code: number | 'vendor' | null
}

const delay = (what: string) =>
  ({
    delayMs: { type: 'number', detail: what, default: 5000, min: 0, max: 600_000 },
  }) as const

/** Every fault, in the order in which a desk shows them. */
export const pixelStreamingFaults = {
  'worker-crash': {
    name: 'worker-crash',
    title: 'Streamer crashes',
    detail: 'The streamer process is killed, its media with it; a new one starts.',
    kind: 'streamer',
    by: 'stage',
    lasting: false,
    code: 'vendor',
    params: {
      tell: {
        type: 'choice',
        detail:
          'What the signalling server does for the players: close their sockets, tell them, or nothing.',
        default: 'close',
        choices: ['close', 'streamerDisconnected', 'nothing'],
      },
    },
  },
  'worker-frozen': {
    name: 'worker-frozen',
    title: 'Streamer freezes',
    detail: 'The streamer process is stopped (SIGSTOP): no media, no data channel; signalling lives.',
    kind: 'streamer',
    by: 'stage',
    lasting: true,
    code: null,
  },
  'streamer-gone': {
    name: 'streamer-gone',
    title: 'Streamer leaves',
    detail: 'The streamer leaves the signalling server and ends its media until the fault is lifted.',
    kind: 'streamer',
    by: 'streamer',
    lasting: true,
    code: 'vendor',
  },
  'streamer-renamed': {
    name: 'streamer-renamed',
    title: 'Streamer renamed',
    detail: 'The streamer takes another id; its players are told.',
    kind: 'streamer',
    by: 'streamer',
    lasting: false,
    code: null,
  },
  'no-streamer': {
    name: 'no-streamer',
    title: 'No streamer',
    detail: 'The list of streamers is empty and no player can subscribe; running sessions go on.',
    kind: 'streamer',
    by: 'signalling',
    lasting: true,
    code: null,
  },
  full: {
    name: 'full',
    title: 'Full',
    detail: 'No other player gets a place: `subscribeFailed`, or a queue that does not move.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: null,
  },
  'queue-closed': {
    name: 'queue-closed',
    title: 'Queue closed',
    detail: 'Players who would have to wait are refused; players in the queue are sent away.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: 'vendor',
  },
  'project-disabled': {
    name: 'project-disabled',
    title: 'Project disabled',
    detail: 'Running sessions end, and new players are refused.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: 'vendor',
  },
  'app-not-found': {
    name: 'app-not-found',
    title: 'Application not found',
    detail: 'New players are told that there is no such application.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: 'vendor',
  },
  'launch-fails': {
    name: 'launch-fails',
    title: 'Application will not launch',
    detail: 'A player who gets a place is told that the application did not start.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: 'vendor',
  },
  'streamer-not-found': {
    name: 'streamer-not-found',
    title: 'Streamer not found',
    detail: 'A player who gets a place is told that its streamer is gone.',
    kind: 'session',
    by: 'signalling',
    lasting: true,
    code: 'vendor',
  },
  'max-runtime': {
    name: 'max-runtime',
    title: 'Longest runtime reached',
    detail: 'Running sessions end because they reached the longest runtime; the server does not announce it.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 'vendor',
  },
  afk: {
    name: 'afk',
    title: 'Away from keyboard',
    detail: 'Running sessions end because there is no input.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 'vendor',
  },
  'app-crash': {
    name: 'app-crash',
    title: 'Application crashes',
    detail: 'Running sessions end because the application crashed.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 'vendor',
  },
  'resume-refused': {
    name: 'resume-refused',
    title: 'Reconnection failed',
    detail: 'Players are told that their session cannot be resumed.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 'vendor',
  },
  'app-quits': {
    name: 'app-quits',
    title: 'Application quits',
    detail: 'Running sessions end normally: the application has quit.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 1000,
  },
  kick: {
    name: 'kick',
    title: 'Kick',
    detail: 'The server removes players, with a reason.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: 1011,
    params: {
      reason: {
        type: 'choice',
        detail: 'The reason in the close frame.',
        default: 'kicked',
        choices: [
          'kicked',
          'Maximum Runtime Reached',
          'Project Inactive',
          'Worker Node Unavailable',
          'Application Not Found',
          'Application Error',
          'No streamer connected',
        ],
      },
    },
  },
  close: {
    name: 'close',
    title: 'Close with a code',
    detail: 'Sockets are closed with any code; 1005 is no code, 1006 no close frame.',
    kind: 'session',
    by: 'signalling',
    lasting: false,
    code: null,
    params: { code: { type: 'number', detail: 'The code.', default: 1000, min: 1000, max: 4999 } },
  },
  'network-drop': {
    name: 'network-drop',
    title: 'Signalling drops',
    detail: 'Sockets are destroyed without a close frame; media goes on.',
    kind: 'network',
    by: 'signalling',
    lasting: false,
    code: 1006,
  },
  'silent-socket': {
    name: 'silent-socket',
    title: 'Silent socket',
    detail: 'Sockets stay open and send nothing, not even answers to pings.',
    kind: 'network',
    by: 'signalling',
    lasting: true,
    code: null,
  },
  'server-kill': {
    name: 'server-kill',
    title: 'Signalling server killed',
    detail: 'The signalling process is killed and its port refuses until the fault is lifted; media goes on.',
    kind: 'server',
    by: 'stage',
    lasting: true,
    code: 1006,
  },
  'server-restart': {
    name: 'server-restart',
    title: 'Server restarts',
    detail: 'Sockets are closed; the server is back at once.',
    kind: 'server',
    by: 'signalling',
    lasting: false,
    code: 1012,
  },
  'going-away': {
    name: 'going-away',
    title: 'Server goes away',
    detail: 'Sockets are closed; the server is back at once.',
    kind: 'server',
    by: 'signalling',
    lasting: false,
    code: 1001,
  },
  overload: {
    name: 'overload',
    title: 'Overload',
    detail: 'New players are asked to come back later.',
    kind: 'server',
    by: 'signalling',
    lasting: true,
    code: 1013,
  },
  forbidden: {
    name: 'forbidden',
    title: 'Forbidden',
    detail: 'New players are refused by policy.',
    kind: 'server',
    by: 'signalling',
    lasting: true,
    code: 1008,
  },
  'media-freeze': {
    name: 'media-freeze',
    title: 'Picture freezes',
    detail: 'The streamer sends no media; connection and data channel live.',
    kind: 'media',
    by: 'streamer',
    lasting: true,
    code: null,
  },
  'media-dead': {
    name: 'media-dead',
    title: 'Media connection dies',
    detail: 'No packet passes between players and the streamer; signalling lives.',
    kind: 'media',
    by: 'streamer',
    lasting: true,
    code: null,
  },
  'media-closed': {
    name: 'media-closed',
    title: 'Media connection closed',
    detail: 'The streamer closes the peer connections; signalling lives.',
    kind: 'media',
    by: 'streamer',
    lasting: false,
    code: null,
  },
  'channel-silent': {
    name: 'channel-silent',
    title: 'Silent data channel',
    detail: 'The data channel stays open, and no message passes on it.',
    kind: 'media',
    by: 'streamer',
    lasting: true,
    code: null,
  },
  'slow-first-frame': {
    name: 'slow-first-frame',
    title: 'Slow first frame',
    detail: 'New players are connected and see nothing for a while.',
    kind: 'media',
    by: 'streamer',
    lasting: true,
    code: null,
    params: delay('How long, ms.'),
  },
  'slow-offer': {
    name: 'slow-offer',
    title: 'Slow offer',
    detail: 'New players are subscribed and get no offer for a while.',
    kind: 'media',
    by: 'streamer',
    lasting: true,
    code: null,
    params: delay('How long, ms.'),
  },
  malformed: {
    name: 'malformed',
    title: 'Malformed signalling',
    detail: 'Malformed frames: no JSON, no type, unknown types, wrong fields, binary ones.',
    kind: 'messages',
    by: 'signalling',
    lasting: false,
    code: null,
  },
  'malformed-data': {
    name: 'malformed-data',
    title: 'Malformed data channel',
    detail: 'Malformed messages on the data channel: unknown, cut short, no JSON.',
    kind: 'messages',
    by: 'streamer',
    lasting: false,
    code: null,
  },
} as const satisfies Record<string, PixelStreamingFault>

export type PixelStreamingFaultName = keyof typeof pixelStreamingFaults

/** Every fault's name, in the order in which a desk shows them. */
export const pixelStreamingFaultNames = Object.keys(
  pixelStreamingFaults,
) as readonly PixelStreamingFaultName[]

export function isPixelStreamingFaultName(name: string): name is PixelStreamingFaultName {
  return Object.hasOwn(pixelStreamingFaults, name)
}
