import { framesPerSegment } from './encoder-arguments.ts'
import { boxesIn, shiftFragment, trackFragments, trackTimescales } from './mp4-boxes.ts'
import type { Segmenter, SegmenterOutput } from './segmenter.ts'

/** ffmpeg numbers tracks in the order of its `-map` options: video is first. */
const videoTrackId = 1

/**
 * Cuts a fragmented MP4 stream into an initialization segment and media segments of one group of pictures each.
 * ffmpeg starts a fragment at every keyframe, so no fragment spans two segments.
 */
export function fmp4Segmenter(output: SegmenterOutput, timestampOffsetMs: number): Segmenter {
  let pending: Buffer = Buffer.alloc(0)
  let timescales: ReadonlyMap<number, number> | null = null
  let framesInSegment = 0

  const fragment = (bytes: Buffer): void => {
    const frames = trackFragments(bytes).find((track) => track.trackId === videoTrackId)?.samples ?? 0
    if (timestampOffsetMs > 0 && timescales) shiftFragment(bytes, timescales, timestampOffsetMs)
    framesInSegment += frames
    const lastOfSegment = framesInSegment >= framesPerSegment
    if (lastOfSegment) framesInSegment = 0
    output.part({ bytes, frames, lastOfSegment })
  }

  return {
    write(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      let taken = 0
      for (const box of boxesIn(pending)) {
        if (box.type !== 'moov' && box.type !== 'mdat') continue
        // A copy: a slice would keep the whole chunk in memory.
        const bytes = Buffer.from(pending.subarray(taken, box.end))
        taken = box.end
        if (box.type === 'mdat') fragment(bytes)
        else {
          timescales = trackTimescales(bytes)
          output.init(bytes)
        }
      }
      pending = pending.subarray(taken)
    },
  }
}
