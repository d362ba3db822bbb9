import type { LevelDetails } from 'hls.js'
import type { PlaylistAnswer } from '../../connection/outage-detector.ts'

/** Translates a playlist that hls.js has read. */
export function readDetails(details: LevelDetails, level: number): PlaylistAnswer {
  const newest = details.partList?.at(-1)?.fragment ?? details.fragments.at(-1)
  const date = newest?.programDateTime
  return {
    playlist: String(level),
    live: details.live,
    startSequence: details.startSN,
    endSequence: details.endSN,
    lastPart: details.lastPartIndex,
    gapAtEdge: details.fragments.at(-1)?.gap === true,
    edge: details.edge,
    edgeDate: newest && date ? date + (details.edge - newest.start) * 1000 : null,
    targetDuration: details.targetduration || 2,
    partTarget: details.partTarget || 0,
  }
}

/** The media that a playlist holds, s of media time. */
export function windowOf(details: LevelDetails | null): { start: number; end: number } | null {
  return details && details.fragments.length > 0 ? { start: details.fragmentStart, end: details.edge } : null
}

/** Max distance of a dry playhead to the end of what it played, s. */
const atTheEnd = 0.2

/** The first media time from `position` on without EXT-X-GAP. New media is at the end, so the search starts there. */
export function gapFree(details: LevelDetails | null, position: number): number {
  const fragments = details?.fragments ?? []
  let playable: number | null = null
  for (let i = fragments.length - 1; i >= 0; i--) {
    const { start, end, gap } = fragments[i]!
    if (end <= position + atTheEnd) break
    if (!gap) playable = Math.max(position, start)
  }
  return playable ?? position
}
