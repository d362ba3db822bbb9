import type { IncomingMessage, ServerResponse } from 'node:http'
import { captionsOf, captionsPlaylist } from './captions.ts'
import type { RequestKind } from './events.ts'
import { withholdOrigin } from '../control/loopback-server.ts'
import { playlistFault } from './faults/playlist-faults.ts'
import { mediaPlaylist, multivariantPlaylist } from './playlist.ts'
import { sendSegment } from './faults/segment-faults.ts'
import type { Stream } from './stream.ts'
import type { TimelineView } from './timeline.ts'

export interface ViewerRequest {
  /** Path below the stream's own path. */
  readonly path: string
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

const playlistType = 'application/vnd.apple.mpegurl'
/** Max wait of a blocking playlist request: three target durations, as the specification says. */
const blockingTimeoutMs = 6000

/** Answers one viewer request for a stream: playlists, segments, captions, with the faults that hold now. */
export async function serveViewer(stream: Stream, viewer: ViewerRequest): Promise<void> {
  const { path, query, request, response } = viewer
  const kind = kindOf(stream, path)
  const at = Date.now()
  response.once('close', () => {
    const status = response.headersSent && response.writableFinished ? response.statusCode : 0
    if (request.method !== 'OPTIONS') stream.record({ path, kind, status, at })
  })
  response.setHeader('cache-control', 'no-store')
  if (stream.faults.has('cors-refused')) withholdOrigin(response)
  if (request.method === 'OPTIONS') return end(response, 204)
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405)
  if (!stream.access.allows(query.get('token'))) return end(response, 403)
  const notLive = stream.faults.get('not-live')
  if (notLive) return end(response, Number(notLive.params['status']))
  if (kind === 'master' || kind === 'playlist') {
    if (playlistFault(stream, kind, response)) return
    return sendPlaylist(stream, viewer)
  }
  return sendMedia(stream, viewer)
}

function kindOf(stream: Stream, path: string): RequestKind {
  if (path === 'index.m3u8') return isMultivariant(stream) ? 'master' : 'playlist'
  if (path.endsWith('.m3u8')) return 'playlist'
  if (path.endsWith('.vtt')) return 'captions'
  return path.endsWith('.mp4') ? 'init' : 'segment'
}

/** One level without captions needs no multivariant playlist: its entry is the media playlist. */
function isMultivariant(stream: Stream): boolean {
  return stream.options.levels === 2 || stream.options.captions
}

async function sendPlaylist(stream: Stream, { path, query, response }: ViewerRequest): Promise<void> {
  const { broadcast, options } = stream
  const token = query.get('token')
  const suffix = token === null ? '' : `?token=${encodeURIComponent(token)}`
  const empty = stream.faults.has('empty-playlist')
  if (broadcast.removed || (broadcast.timeline.isEmpty && !empty)) return end(response, 404)
  if (path === 'index.m3u8' && isMultivariant(stream)) {
    return end(response, 200, playlistType, multivariantPlaylist({ ...options, query: suffix }))
  }
  const folder = path.split('/').at(-2) ?? ''
  if (path !== 'index.m3u8' && !(path === `${folder}/index.m3u8` && isRendition(stream, folder))) {
    return end(response, 404)
  }
  const refusal = await blockingReload(stream, query)
  if (refusal !== null) return end(response, refusal)
  if (broadcast.removed) return end(response, 404)

  const current = shownView(stream)
  const view = empty ? { ...current, segments: [], ended: false } : current
  const { countsDiscontinuities } = broadcast.profile
  const text =
    folder === 'captions'
      ? captionsPlaylist(view, countsDiscontinuities, suffix)
      : mediaPlaylist(view, {
          container: options.container,
          type: stream.faults.has('vod')
            ? 'VOD'
            : options.dvr && broadcast.timeline.isWhole
              ? 'EVENT'
              : undefined,
          countsDiscontinuities,
          parts: broadcast.parts,
          folder: folder === '' ? '0/' : '',
          query: suffix,
          fillerLines: Number(stream.faults.get('huge-playlist')?.params['lines'] ?? 0),
        })
  return end(response, 200, playlistType, text)
}

/** The view that the playlist shows now: the current one, or the one frozen by a fault. */
function shownView(stream: Stream): TimelineView {
  const frozen = stream.faults.get('vod') ?? stream.faults.get('playlist-freeze')
  return frozen?.snapshot ?? stream.broadcast.timeline.view()
}

function isRendition(stream: Stream, folder: string): boolean {
  if (folder === 'captions') return stream.options.captions
  return folder === '0' || (folder === '1' && stream.options.levels === 2)
}

/** Blocks a low-latency reload (`_HLS_msn`, `_HLS_part`) until that part exists. Returns a status to refuse it, or null. */
async function blockingReload(stream: Stream, query: URLSearchParams): Promise<number | null> {
  const wanted = query.get('_HLS_msn')
  if (wanted === null || !stream.broadcast.parts) return null
  const sequence = Number(wanted)
  const part = query.get('_HLS_part')
  const newest = stream.broadcast.timeline.view().segments.at(-1)?.sequence ?? 0
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > newest + 2) return 400
  const isThere = (): boolean => {
    const last = shownView(stream).segments.at(-1)
    if (!last || last.sequence < sequence) return false
    if (last.sequence > sequence || last.complete) return true
    return part !== null && last.parts.length > Number(part)
  }
  return (await heldUntil(stream, isThere)) ? null : 503
}

/** Waits until `isThere`, or until the broadcast is over. False after 6 s. */
async function heldUntil(stream: Stream, isThere: () => boolean): Promise<boolean> {
  const { broadcast } = stream
  const deadline = Date.now() + blockingTimeoutMs
  while (!isThere() && !broadcast.over) {
    const left = deadline - Date.now()
    if (left <= 0) return false
    await within(left, broadcast.whenAdvanced())
  }
  return true
}

function within(ms: number, event: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref()
    void event.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

async function sendMedia(stream: Stream, { path, response }: ViewerRequest): Promise<void> {
  if (stream.broadcast.removed) return end(response, 404)
  const captions = /^captions\/([\w-]+)\.vtt$/.exec(path)
  if (captions) return sendCaptions(stream, captions[1] ?? '', response)
  const [, level = '', name = '', part, extension] =
    /^([01])\/([\w-]+)(?:\.(\d+))?\.(m4s|ts|mp4)$/.exec(path) ?? []
  if (!isRendition(stream, level)) return end(response, 404)
  if (extension === 'mp4') {
    const init = stream.broadcast.init(name)?.[Number(level)]
    return init ? end(response, 200, 'video/mp4', init) : end(response, 404)
  }
  if (extension !== (stream.options.container === 'ts' ? 'ts' : 'm4s')) return end(response, 404)
  if (part !== undefined) {
    // A player may request the hinted part early. The answer waits until the part exists.
    const { next } = stream.broadcast.timeline.view()
    const isMade = (): boolean => (stream.segment(name)?.parts.length ?? 0) > Number(part)
    if (next.name === name && next.part === Number(part)) await heldUntil(stream, isMade)
  }
  const segment = stream.segment(name)
  if (!segment || segment.gap || (part === undefined && !segment.complete)) return end(response, 404)
  const pieces = part === undefined ? segment.parts : segment.parts.slice(Number(part), Number(part) + 1)
  if (pieces.length === 0) return end(response, 404)
  const bytes = Buffer.concat(pieces.flatMap((piece) => piece.levels[Number(level)] ?? []))
  return sendSegment(stream, segment, bytes, response)
}

function sendCaptions(stream: Stream, name: string, response: ServerResponse): void {
  const segment = stream.options.captions ? stream.segment(name) : undefined
  if (!segment || segment.gap) return end(response, 404)
  return end(response, 200, 'text/vtt', captionsOf(segment))
}

function end(response: ServerResponse, status: number, type?: string, body?: string | Buffer): void {
  response.statusCode = status
  if (type) response.setHeader('content-type', type)
  if (body !== undefined) response.setHeader('content-length', Buffer.byteLength(body))
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
