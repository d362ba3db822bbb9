import type { Fault } from '../../hls/faults/faults.ts'

/**
 * Every fault between a viewer and an interactive application, by name. Pure data, safe in browsers.
 * Every fault also takes `viewer`: the id of the only viewer to hit.
 */

export type GatewayFaultKind = 'worker' | 'session' | 'network' | 'server' | 'media'
export type GatewayFault = Omit<Fault, 'kind'> & {
  readonly kind: GatewayFaultKind
  /** The close code that viewers see; null when the fault closes nothing. */
  readonly code: number | null
}

const retryAfter = {
  type: 'number',
  detail: 'When to come back, ms.',
  default: 2000,
  min: 0,
  max: 600_000,
} as const
const inMs = {
  type: 'number',
  detail: 'How long is left, ms; the viewer sees the countdown. 0: at once.',
  default: 0,
  min: 0,
  max: 3_600_000,
} as const

/** Every fault, in the order in which a desk shows them. */
export const gatewayFaults = {
  'worker-crash': {
    name: 'worker-crash',
    title: 'Worker crashes',
    detail: 'The processes that serve viewers are killed; new ones start.',
    kind: 'worker',
    lasting: false,
    code: 4006,
  },
  'launch-fails': {
    name: 'launch-fails',
    title: 'Application will not launch',
    detail: 'A viewer who gets a place is told that the application did not start.',
    kind: 'worker',
    lasting: true,
    code: 4003,
  },
  'streamer-not-found': {
    name: 'streamer-not-found',
    title: 'Streamer not found',
    detail: 'A viewer who gets a place is told that its streamer is gone.',
    kind: 'worker',
    lasting: true,
    code: 4005,
  },
  'app-not-found': {
    name: 'app-not-found',
    title: 'Application not found',
    detail: 'New viewers are told that there is no such application.',
    kind: 'session',
    lasting: true,
    code: 4002,
  },
  'project-disabled': {
    name: 'project-disabled',
    title: 'Project disabled',
    detail: 'Running sessions end, and new viewers are refused.',
    kind: 'session',
    lasting: true,
    code: 4000,
  },
  'queue-closed': {
    name: 'queue-closed',
    title: 'Queue closed',
    detail: 'Viewers who would have to wait are refused; viewers in the queue are sent away.',
    kind: 'session',
    lasting: true,
    code: 4001,
    params: {
      reason: {
        type: 'choice',
        detail: 'Whether the viewer could join a queue instead.',
        default: 'queue-closed',
        choices: ['queue-closed', 'queue-open'],
      },
    },
  },
  'max-runtime': {
    name: 'max-runtime',
    title: 'Longest runtime reached',
    detail: 'Running sessions end because they reached the longest runtime.',
    kind: 'session',
    lasting: false,
    code: 4004,
    params: { inMs },
  },
  afk: {
    name: 'afk',
    title: 'Away from keyboard',
    detail: 'Running sessions end because there is no input.',
    kind: 'session',
    lasting: false,
    code: 4004,
    params: { inMs },
  },
  'resume-refused': {
    name: 'resume-refused',
    title: 'Resume refused',
    detail: 'A viewer who comes back with a token is told that it is not known.',
    kind: 'session',
    lasting: true,
    code: 4007,
  },
  'app-quits': {
    name: 'app-quits',
    title: 'Application quits',
    detail: 'Running sessions end normally: the application has quit.',
    kind: 'session',
    lasting: false,
    code: 1000,
  },
  kick: {
    name: 'kick',
    title: 'Server error',
    detail: 'Sessions end with an internal error.',
    kind: 'session',
    lasting: false,
    code: 1011,
  },
  'network-drop': {
    name: 'network-drop',
    title: 'Network drops',
    detail: 'Sockets are destroyed without a close frame; places are kept for a while.',
    kind: 'network',
    lasting: false,
    code: 1006,
  },
  'silent-socket': {
    name: 'silent-socket',
    title: 'Silent socket',
    detail: 'Sockets stay open and send nothing, not even heartbeats.',
    kind: 'network',
    lasting: true,
    code: null,
  },
  'server-restart': {
    name: 'server-restart',
    title: 'Server restarts',
    detail: 'Sockets are closed; places are kept for a while.',
    kind: 'server',
    lasting: false,
    code: 1012,
  },
  'going-away': {
    name: 'going-away',
    title: 'Server goes away',
    detail: 'Sockets are closed; places are kept for a while.',
    kind: 'server',
    lasting: false,
    code: 1001,
  },
  overload: {
    name: 'overload',
    title: 'Overload',
    detail: 'New viewers are asked to come back later.',
    kind: 'server',
    lasting: true,
    code: 1013,
    params: { retryAfterMs: retryAfter },
  },
  'media-freeze': {
    name: 'media-freeze',
    title: 'Picture freezes',
    detail: 'Workers send no media; connection and data channel live.',
    kind: 'media',
    lasting: true,
    code: null,
  },
  'media-dead': {
    name: 'media-dead',
    title: 'Media connection dies',
    detail: 'No packet passes between viewers and workers; signalling lives.',
    kind: 'media',
    lasting: true,
    code: null,
  },
} as const satisfies Record<string, GatewayFault>

export type GatewayFaultName = keyof typeof gatewayFaults

/** Every fault's name, in the order in which a desk shows them. */
export const gatewayFaultNames = Object.keys(gatewayFaults) as readonly GatewayFaultName[]

export function isGatewayFaultName(name: string): name is GatewayFaultName {
  return Object.hasOwn(gatewayFaults, name)
}
