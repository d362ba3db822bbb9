import { LEVELS, PART_MS, SEGMENT_MS, type Container } from './encoding/encoder-arguments.ts'
import type { ListedSegment, TimelineView } from './timeline.ts'

export const TARGET_DURATION = SEGMENT_MS / 1000
/** The first packet past PART_MS ends a part, so the promise has to be one audio frame longer. */
const PART_TARGET = PART_MS / 1000 + 0.05
/** Parts are listed for this many newest segments, as the specification asks (three target durations). */
const SEGMENTS_WITH_PARTS = 3

export interface MediaPlaylistOptions {
  /** What the segments are; `vtt` for captions. */
  readonly container: Container | 'vtt'
  readonly type?: 'EVENT' | 'VOD' | undefined
  /** Whether to write EXT-X-DISCONTINUITY-SEQUENCE; some servers do not. */
  readonly countsDiscontinuities: boolean
  readonly parts: boolean
  /** What to put before each file name, such as `0/`. */
  readonly folder: string
  /** What to put after each file name, such as `?token=…`. */
  readonly query: string
  /** Lines of segments that are long gone, listed before the real ones (the huge playlist). */
  readonly fillerLines?: number
}

/** A media playlist (RFC 8216, with parts after the low-latency revision) of what the timeline shows now. */
export function mediaPlaylist(view: TimelineView, options: MediaPlaylistOptions): string {
  const { container, type, countsDiscontinuities, folder, query } = options
  const parts = options.parts && !view.ended && type !== 'VOD'
  const listed = parts ? view.segments : view.segments.filter((segment) => segment.complete)
  const uri = (file: string): string => `${folder}${file}${query}`
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${parts ? 9 : 7}`,
    `#EXT-X-TARGETDURATION:${TARGET_DURATION}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.sequence ?? 0}`,
  ]
  if (countsDiscontinuities) lines.push(`#EXT-X-DISCONTINUITY-SEQUENCE:${view.discontinuitySequence}`)
  if (type) lines.push(`#EXT-X-PLAYLIST-TYPE:${type}`)
  lines.push('#EXT-X-INDEPENDENT-SEGMENTS')
  if (parts) {
    lines.push(
      `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(PART_TARGET * 3).toFixed(2)}`,
      `#EXT-X-PART-INF:PART-TARGET=${PART_TARGET}`,
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
    if (parts && index >= listed.length - SEGMENTS_WITH_PARTS - 1) lines.push(...partLines(segment, uri))
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
    `#EXTINF:${TARGET_DURATION.toFixed(5)},`,
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
  LEVELS.slice(0, levels).forEach((level, index) => {
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${level.bandwidth},RESOLUTION=${level.width}x${level.height},FRAME-RATE=25.000,` +
        `CODECS="${level.codecs}"${captions ? ',SUBTITLES="captions"' : ''}`,
      `${index}/index.m3u8${query}`,
    )
  })
  return `${lines.join('\n')}\n`
}

/** Of a media segment's file. */
function extension(container: Container | 'vtt'): string {
  return container === 'fmp4' ? 'm4s' : container
}
