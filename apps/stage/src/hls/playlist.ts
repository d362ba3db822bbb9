import { encoderLevels, partMs, segmentMs, type Container } from './encoding/encoder-arguments.ts'
import type { ListedSegment, TimelineView } from './timeline.ts'

export const targetDurationSeconds = segmentMs / 1000
/** A part ends with the first packet past `partMs`, so the promised length is one audio frame longer. */
const partTargetSeconds = partMs / 1000 + 0.05
/** Number of newest segments with listed parts: three target durations, as the specification says. */
const segmentsWithParts = 3

export interface MediaPlaylistOptions {
  /** Container of the segments; `vtt` for captions. */
  readonly container: Container | 'vtt'
  readonly type?: 'EVENT' | 'VOD' | undefined
  /** Whether to write EXT-X-DISCONTINUITY-SEQUENCE; some servers do not. */
  readonly countsDiscontinuities: boolean
  readonly parts: boolean
  /** Prefix of each file name, such as `0/`. */
  readonly folder: string
  /** Suffix of each file name, such as `?token=…`. */
  readonly query: string
  /** Number of lines of missing segments, listed before the real ones (the fault `huge-playlist`). */
  readonly fillerLines?: number
}

/** Writes a media playlist of a view (RFC 8216; parts as in its low-latency revision). */
export function mediaPlaylist(view: TimelineView, options: MediaPlaylistOptions): string {
  const { container, type, countsDiscontinuities, folder, query } = options
  const parts = options.parts && !view.ended && type !== 'VOD'
  const listed = parts ? view.segments : view.segments.filter((segment) => segment.complete)
  const uri = (file: string): string => `${folder}${file}${query}`
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${parts ? 9 : 7}`,
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.sequence ?? 0}`,
  ]
  if (countsDiscontinuities) lines.push(`#EXT-X-DISCONTINUITY-SEQUENCE:${view.discontinuitySequence}`)
  if (type) lines.push(`#EXT-X-PLAYLIST-TYPE:${type}`)
  lines.push('#EXT-X-INDEPENDENT-SEGMENTS')
  if (parts) {
    lines.push(
      `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(partTargetSeconds * 3).toFixed(2)}`,
      `#EXT-X-PART-INF:PART-TARGET=${partTargetSeconds}`,
    )
  }
  lines.push(...filler(options, uri))

  let init: string | null = null
  listed.forEach((segment, index) => {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY')
    if (segment.init !== null && container === 'fmp4' && (segment.init !== init || segment.discontinuity)) {
      lines.push(`#EXT-X-MAP:URI="${uri(`${segment.init}.mp4`)}"`)
      init = segment.init
    }
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startMs).toISOString()}`)
    if (segment.gap) lines.push('#EXT-X-GAP')
    if (parts && index >= listed.length - segmentsWithParts - 1) lines.push(...partLines(segment, uri))
    if (segment.complete) {
      lines.push(
        `#EXTINF:${(segment.durationMs / 1000).toFixed(5)},`,
        uri(`${segment.name}.${extension(container)}`),
      )
    }
  })
  if (parts) {
    const hint = uri(`${view.next.name}.${view.next.part}.m4s`)
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${hint}"`)
  }
  if (view.ended || type === 'VOD') lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}

function partLines(segment: ListedSegment, uri: (file: string) => string): string[] {
  return segment.parts.map((part, index) => {
    const attributes = [
      `DURATION=${(part.durationMs / 1000).toFixed(5)}`,
      `URI="${uri(`${segment.name}.${index}.m4s`)}"`,
      ...(part.independent ? ['INDEPENDENT=YES'] : []),
      ...(segment.gap ? ['GAP=YES'] : []),
    ]
    return `#EXT-X-PART:${attributes.join(',')}`
  })
}

function filler(options: MediaPlaylistOptions, uri: (file: string) => string): string[] {
  const segments = Math.floor((options.fillerLines ?? 0) / 2)
  return Array.from({ length: segments }, (_, index) => [
    `#EXTINF:${targetDurationSeconds.toFixed(5)},`,
    uri(`long-gone-${index}.${extension(options.container)}`),
  ]).flat()
}

export interface MultivariantOptions {
  readonly levels: 1 | 2
  readonly captions: boolean
  readonly query: string
}

/** The multivariant playlist: one variant per level, and the captions. */
export function multivariantPlaylist({ levels, captions, query }: MultivariantOptions): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  if (captions) {
    lines.push(
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,' +
        `FORCED=NO,URI="captions/index.m3u8${query}"`,
    )
  }
  encoderLevels.slice(0, levels).forEach((level, index) => {
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${level.bandwidth},RESOLUTION=${level.width}x${level.height},FRAME-RATE=25.000,` +
        `CODECS="${level.codecs}"${captions ? ',SUBTITLES="captions"' : ''}`,
      `${index}/index.m3u8${query}`,
    )
  })
  return `${lines.join('\n')}\n`
}

/** File extension of a media segment. */
function extension(container: Container | 'vtt'): string {
  return container === 'fmp4' ? 'm4s' : container
}
