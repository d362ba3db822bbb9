/**
 * Every fault of a stream, by name. Pure data, safe in browsers: the demo builds its desk from it, tests and the HTTP
 * interface take their names from it.
 */

export type FaultKind = 'encoder' | 'playlist' | 'segment' | 'access' | 'lifecycle'

export type FaultParam =
  | {
      readonly type: 'number'
      readonly detail: string
      readonly default: number
      readonly min: number
      readonly max: number
    }
  | {
      readonly type: 'choice'
      readonly detail: string
      /** Absent where the server profile decides. */
      readonly default?: string
      readonly choices: readonly string[]
    }

export interface Fault {
  readonly name: string
  /** Label of a button. */
  readonly title: string
  /** One sentence: what the far end does. */
  readonly detail: string
  readonly kind: FaultKind
  /** Whether it holds until it is lifted, or for `durationMs`. Other faults happen once. */
  readonly lasting: boolean
  readonly params?: Readonly<Record<string, FaultParam>>
}

const segmentCount = {
  count: { type: 'number', detail: 'How many of the next segments.', default: 1, min: 1, max: 1000 },
} as const

const playlistTarget = {
  target: {
    type: 'choice',
    detail: 'Which playlists.',
    default: 'all',
    choices: ['all', 'multivariant', 'media'],
  },
} as const

const timestamps = {
  timestamps: {
    type: 'choice',
    detail: 'Whether media timestamps start again at 0 or go on.',
    default: 'restart',
    choices: ['restart', 'continue'],
  },
} as const

/** Every fault, in the order in which a desk shows them. */
export const faults = {
  'encoder-drop': {
    name: 'encoder-drop',
    title: 'Encoder drops',
    detail: 'The encoder process is killed; the playlist does what the profile says.',
    kind: 'encoder',
    lasting: true,
  },
  'encoder-return': {
    name: 'encoder-return',
    title: 'Encoder returns',
    detail: 'A new encoder process starts; its first segment is listed about two seconds later.',
    kind: 'encoder',
    lasting: false,
    params: {
      sequence: {
        type: 'choice',
        detail: 'How the media sequence goes on; the profile decides unless it is set.',
        choices: ['continue', 'restart', 'overlap', 'leap'],
      },
      names: { type: 'choice', detail: 'Segment names after a restart.', choices: ['new', 'same'] },
      discontinuity: {
        type: 'choice',
        detail: 'Whether a continued playlist marks the discontinuity.',
        default: 'marked',
        choices: ['marked', 'unmarked'],
      },
      ...timestamps,
    },
  },
  'sequence-restart': {
    name: 'sequence-restart',
    title: 'Sequence restarts',
    detail: 'The packager restarts and counts its segments from 0 again.',
    kind: 'encoder',
    lasting: false,
    params: {
      names: {
        type: 'choice',
        detail: 'Segment names after the restart.',
        default: 'new',
        choices: ['new', 'same'],
      },
    },
  },
  'sequence-overlap': {
    name: 'sequence-overlap',
    title: 'Sequence overlaps',
    detail: 'The packager restarts and uses recent sequence numbers again for segments with other names.',
    kind: 'encoder',
    lasting: false,
    params: {
      by: { type: 'number', detail: 'How many numbers are used twice.', default: 3, min: 1, max: 100 },
    },
  },
  'sequence-leap': {
    name: 'sequence-leap',
    title: 'Sequence leaps ahead',
    detail: 'The packager restarts far ahead of where it was, with new timestamps and no discontinuity.',
    kind: 'encoder',
    lasting: false,
    params: {
      by: { type: 'number', detail: 'How many numbers are left out.', default: 1000, min: 1, max: 1_000_000 },
      ...timestamps,
    },
  },
  'timestamp-reset': {
    name: 'timestamp-reset',
    title: 'Timestamps reset',
    detail: 'The encoder restarts its timestamps and the playlist does not mark a discontinuity.',
    kind: 'encoder',
    lasting: false,
  },
  'window-expiry': {
    name: 'window-expiry',
    title: 'Reconnect window runs out',
    detail: 'The broadcast is over: the playlist gets its end tag now.',
    kind: 'lifecycle',
    lasting: false,
  },
  'back-live': {
    name: 'back-live',
    title: 'Live again',
    detail: 'After its end the stream goes live again at the same URL.',
    kind: 'lifecycle',
    lasting: false,
  },
  'new-asset': {
    name: 'new-asset',
    title: 'New asset',
    detail: 'The stream ends and the broadcast goes on at a new URL.',
    kind: 'lifecycle',
    lasting: false,
  },
  'not-live': {
    name: 'not-live',
    title: 'Not live yet',
    detail: 'Everything is refused as not found until the broadcast starts.',
    kind: 'lifecycle',
    lasting: true,
    params: {
      status: {
        type: 'choice',
        detail: 'The HTTP status of the answer.',
        default: '404',
        choices: ['404', '410', '412'],
      },
    },
  },
  'playlist-404': {
    name: 'playlist-404',
    title: 'Playlist not found',
    detail: 'Playlists answer 404; the encoder keeps running.',
    kind: 'playlist',
    lasting: true,
    params: playlistTarget,
  },
  'playlist-500': {
    name: 'playlist-500',
    title: 'Playlist server error',
    detail: 'Playlists answer 500; the encoder keeps running.',
    kind: 'playlist',
    lasting: true,
    params: playlistTarget,
  },
  'playlist-hang': {
    name: 'playlist-hang',
    title: 'Playlist hangs',
    detail: 'Playlist requests are accepted and never answered.',
    kind: 'playlist',
    lasting: true,
    params: playlistTarget,
  },
  'playlist-reset': {
    name: 'playlist-reset',
    title: 'Playlist connection resets',
    detail: 'The connection of every playlist request is reset.',
    kind: 'playlist',
    lasting: true,
    params: playlistTarget,
  },
  'playlist-freeze': {
    name: 'playlist-freeze',
    title: 'Playlist freezes',
    detail: 'Playlists stay as they are; the encoder keeps running.',
    kind: 'playlist',
    lasting: true,
  },
  'empty-playlist': {
    name: 'empty-playlist',
    title: 'Playlist is empty',
    detail: 'Media playlists list no segment.',
    kind: 'playlist',
    lasting: true,
  },
  'html-page': {
    name: 'html-page',
    title: 'Web page instead',
    detail: 'Playlists answer 200 with an HTML page.',
    kind: 'playlist',
    lasting: true,
    params: playlistTarget,
  },
  vod: {
    name: 'vod',
    title: 'Recording instead',
    detail: 'Playlists show a finished recording instead of a live stream.',
    kind: 'playlist',
    lasting: true,
  },
  'huge-playlist': {
    name: 'huge-playlist',
    title: 'Huge playlist',
    detail: 'Media playlists grow to 50,000 lines.',
    kind: 'playlist',
    lasting: true,
    params: {
      lines: { type: 'number', detail: 'How many lines.', default: 50_000, min: 100, max: 200_000 },
    },
  },
  gap: {
    name: 'gap',
    title: 'Gap segments',
    detail: 'New segments are listed as gaps, without media.',
    kind: 'segment',
    lasting: true,
  },
  'segment-404': {
    name: 'segment-404',
    title: 'Segment missing',
    detail: 'The next segment is listed but answers 404.',
    kind: 'segment',
    lasting: false,
    params: segmentCount,
  },
  'segment-corrupt': {
    name: 'segment-corrupt',
    title: 'Segment corrupt',
    detail: 'The next segment has noise instead of media.',
    kind: 'segment',
    lasting: false,
    params: {
      ...segmentCount,
      where: {
        type: 'choice',
        detail: 'Whether its structure is destroyed too, or only its media.',
        default: 'everywhere',
        choices: ['everywhere', 'media'],
      },
    },
  },
  'segment-truncated': {
    name: 'segment-truncated',
    title: 'Segment cut short',
    detail: 'The next segment ends after two fifths of its bytes.',
    kind: 'segment',
    lasting: false,
    params: segmentCount,
  },
  'segment-reset': {
    name: 'segment-reset',
    title: 'Segment connection resets',
    detail: 'The connection breaks half-way through the next segment.',
    kind: 'segment',
    lasting: false,
    params: segmentCount,
  },
  'segment-slow': {
    name: 'segment-slow',
    title: 'Slow segments',
    detail: 'Segments arrive more slowly than they play.',
    kind: 'segment',
    lasting: true,
    params: {
      bytesPerSecond: {
        type: 'number',
        detail: 'Bytes a second for each request.',
        default: 8000,
        min: 100,
        max: 10_000_000,
      },
    },
  },
  'cors-refused': {
    name: 'cors-refused',
    title: 'Cross-origin refused',
    detail: 'Answers come without the header that lets another origin read them.',
    kind: 'access',
    lasting: true,
  },
  'signature-expired': {
    name: 'signature-expired',
    title: 'Signature expires',
    detail: 'Every URL so far answers 403; a newly signed one works.',
    kind: 'access',
    lasting: true,
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

/** Every fault's name, in the order in which a desk shows them. */
export const faultNames = Object.keys(faults) as readonly FaultName[]

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name)
}

/** Parameter of every lasting fault: how long it holds before it lifts itself, ms; 0: until it is lifted. */
export const durationParam = {
  type: 'number',
  detail: 'How long it lasts, in milliseconds; 0: until it is lifted.',
  default: 0,
  min: 0,
  max: 3_600_000,
} as const satisfies FaultParam

export interface ServerProfile {
  readonly name: string
  readonly title: string
  readonly detail: string
  /** How long the playlist stays frozen after the encoder is gone, ms. */
  readonly reconnectWindowMs: number
  /** What happens to the playlist after that: `end` adds ENDLIST, `remove` answers 404. */
  readonly onEncoderDrop: 'end' | 'remove'
  /** Segment names when the encoder returns after that; the sequence then starts at 0. */
  readonly namesAfterWindow: 'new' | 'same'
  /** Whether the playlist counts the discontinuities that have left it (EXT-X-DISCONTINUITY-SEQUENCE). */
  readonly countsDiscontinuities: boolean
  /** Whether fMP4 segments are also offered in parts (LL-HLS). */
  readonly parts: boolean
  /** Whether the server encodes a still picture while it waits for the encoder, so that the playlist goes on. */
  readonly slate: boolean
}

/** How servers in the field behave when their encoder goes away and comes back. */
export const profiles = {
  mux: {
    name: 'mux',
    title: 'Mux, standard latency',
    detail:
      'Frozen for a reconnect window of 60 s, then ended. Inside the window the stream goes on with a discontinuity.',
    reconnectWindowMs: 60_000,
    onEncoderDrop: 'end',
    namesAfterWindow: 'new',
    countsDiscontinuities: true,
    parts: false,
    slate: false,
  },
  'mux-slate': {
    name: 'mux-slate',
    title: 'Mux, with a slate',
    detail:
      'Inside the reconnect window of 60 s a still picture fills in: the playlist never stands still. Ended after it.',
    reconnectWindowMs: 60_000,
    onEncoderDrop: 'end',
    namesAfterWindow: 'new',
    countsDiscontinuities: true,
    parts: false,
    slate: true,
  },
  'nginx-rtmp': {
    name: 'nginx-rtmp',
    title: 'nginx-rtmp',
    detail:
      'Frozen for 30 s, then cleaned up to a 404, never ended. After the cleanup it counts from 0 with the same names.',
    reconnectWindowMs: 30_000,
    onEncoderDrop: 'remove',
    namesAfterWindow: 'same',
    countsDiscontinuities: false,
    parts: false,
    slate: false,
  },
  mediamtx: {
    name: 'mediamtx',
    title: 'MediaMTX',
    detail: 'Removed at once: 404 until the encoder is back, then from 0 with new names.',
    reconnectWindowMs: 0,
    onEncoderDrop: 'remove',
    namesAfterWindow: 'new',
    countsDiscontinuities: false,
    parts: false,
    slate: false,
  },
  'low-latency': {
    name: 'low-latency',
    title: 'Low latency',
    detail:
      'Ended at once, without a window. fMP4 comes in parts of 0.4 s with blocking reload; TS comes in whole segments.',
    reconnectWindowMs: 0,
    onEncoderDrop: 'end',
    namesAfterWindow: 'new',
    countsDiscontinuities: true,
    parts: true,
    slate: false,
  },
} as const satisfies Record<string, ServerProfile>

export type ProfileName = keyof typeof profiles

export const profileNames = Object.keys(profiles) as readonly ProfileName[]

export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name)
}
