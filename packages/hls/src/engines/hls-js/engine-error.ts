import type { ErrorData } from 'hls.js'
import type { LoadFailure } from '../../connection/load-outcome.ts'
import type { RequestFailure } from '../../connection/stall-cause.ts'

/** What an hls.js error is about. */
export type EngineError =
  /** `entry`: the playlist at `src`. `playlist`: that of a level or a track. */
  | {
      readonly scope: 'entry' | 'playlist'
      readonly failure: LoadFailure
      readonly request: RequestFailure | null
    }
  | { readonly scope: 'segment'; readonly request: RequestFailure }
  /** The same sequence number names another segment: the packager started over. */
  | { readonly scope: 'mismatch' }
  | { readonly scope: 'media' }
  | { readonly scope: 'unsupported' }
  /** Ignored: hls.js handles it, or it is about a track that is not needed. */
  | { readonly scope: 'none' }

const unsupported = [
  'manifestIncompatibleCodecsError',
  'bufferIncompatibleCodecsError',
  'bufferAddCodecError',
]
/** hls.js recovers from these by itself, and reports them meanwhile. */
const internal = [
  'bufferStalledError',
  'bufferNudgeOnStall',
  'bufferSeekOverHole',
  'bufferFullError',
  'fragGap',
]

export function readError(data: ErrorData): EngineError {
  const details: string = data.details
  if (internal.includes(details) && !data.fatal) return { scope: 'none' }
  if (unsupported.includes(details)) return { scope: 'unsupported' }
  if (details === 'levelEmptyError') return { scope: 'playlist', failure: { kind: 'empty' }, request: null }
  if (details === 'manifestParsingError') return { scope: 'entry', failure: parsing(data), request: null }
  if (details === 'levelParsingError')
    return /sequence mismatch/.test(data.error?.message ?? '')
      ? { scope: 'mismatch' }
      : { scope: 'playlist', failure: { kind: 'not-a-playlist' }, request: { status: 500, timedOut: false } }
  if (/^(manifest|level)Load/.test(details)) {
    const scope = details.startsWith('manifest') ? 'entry' : 'playlist'
    return { scope, failure: loading(data), request: request(data) }
  }
  if (/^(frag|key)Load/.test(details))
    return data.frag?.type === 'subtitle' ? { scope: 'none' } : { scope: 'segment', request: request(data) }
  if (/^(audioTrack|subtitle)/.test(details) && !data.fatal) return { scope: 'none' }
  const media = data.type === 'mediaError' || details === 'fragParsingError' || data.fatal
  return { scope: media ? 'media' : 'none' }
}

const request = (data: ErrorData): RequestFailure => ({
  // 0 means that there was no readable answer.
  status: data.response?.code || null,
  timedOut: data.details.endsWith('TimeOut'),
})

function loading(data: ErrorData): LoadFailure {
  const { status, timedOut } = request(data)
  if (status === null) return { kind: timedOut ? 'timeout' : 'refused' }
  return { kind: 'http', status, retryAfter: header(data, 'Retry-After') }
}

/** An empty file, or a playlist that lists nothing: the stream has not begun. */
function parsing({ response }: ErrorData): LoadFailure {
  const text = typeof response?.data === 'string' ? response.data.trim() : ''
  return { kind: text === '' || text.startsWith('#EXTM3U') ? 'empty' : 'not-a-playlist' }
}

function header({ networkDetails }: ErrorData, name: string): string | null {
  if (!networkDetails) return null
  if (!('getAllResponseHeaders' in networkDetails)) return networkDetails.headers?.get(name) ?? null
  // Reading a header that CORS hides would log an error. So look it up in the list of readable headers.
  const line = new RegExp(`^${name}: *(.+)$`, 'im').exec(networkDetails.getAllResponseHeaders())
  return line?.[1] ?? null
}
