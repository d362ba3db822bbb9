import type { ListedSegment, TimelineView } from './timeline.ts'
import { mediaPlaylist } from './playlist.ts'

const ticksPerMs = 90

/** The playlist of the captions rendition: one WebVTT file per media segment. */
export function captionsPlaylist(view: TimelineView, countsDiscontinuities: boolean, query: string): string {
  return mediaPlaylist(view, { container: 'vtt', countsDiscontinuities, parts: false, folder: '', query })
}

/** The captions of one segment: one cue a second, with the encoder's time of day (UTC) and run. */
export function captionsOf(segment: ListedSegment): string {
  const cues: string[] = []
  for (let offset = 0; offset < segment.durationMs; offset += 1000) {
    const until = Math.min(offset + 1000, segment.durationMs)
    const time = new Date(segment.startMs + offset).toISOString().slice(11, 19)
    cues.push(`${timestamp(offset)} --> ${timestamp(until)}\nIt is ${time}, run ${segment.run}.`)
  }
  const anchor = `X-TIMESTAMP-MAP=MPEGTS:${Math.round(segment.mediaStartMs * ticksPerMs)},LOCAL:00:00:00.000`
  return `WEBVTT\n${anchor}\n\n${cues.join('\n\n')}\n`
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23)
}
