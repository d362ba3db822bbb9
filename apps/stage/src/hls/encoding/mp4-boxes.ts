/** One box of an MP4 file: its type and its offsets in the buffer. */
export interface Mp4Box {
  readonly type: string
  readonly start: number
  /** First byte after the header. */
  readonly content: number
  readonly end: number
}

/** The complete boxes between two offsets, in order. Throws on a size below 8. */
export function boxesIn(bytes: Buffer, from = 0, to = bytes.length): Mp4Box[] {
  const boxes: Mp4Box[] = []
  let start = from
  while (start + 8 <= to) {
    const size = bytes.readUInt32BE(start)
    // Sizes 0 (to the end) and 1 (64 bits) are legal, but ffmpeg does not write them in a live fragment.
    if (size < 8)
      throw new Error(`Standby: the encoder wrote an MP4 box of size ${size}, which cannot be live media.`)
    if (start + size > to) break
    boxes.push({
      type: bytes.toString('latin1', start + 4, start + 8),
      start,
      content: start + 8,
      end: start + size,
    })
    start += size
  }
  return boxes
}

/** Every box below `path`, such as `['moov', 'trak']`. */
export function findBoxes(bytes: Buffer, path: readonly string[]): Mp4Box[] {
  return path.reduce<Mp4Box[]>(
    (parents, type) =>
      parents.flatMap((box) => boxesIn(bytes, box.content, box.end)).filter((b) => b.type === type),
    [{ type: 'file', start: 0, content: 0, end: bytes.length }],
  )
}

/** Each track's ticks per second, by track id, read from an initialization segment. */
export function trackTimescales(init: Buffer): Map<number, number> {
  const timescales = new Map<number, number>()
  for (const track of findBoxes(init, ['moov', 'trak'])) {
    const whole = init.subarray(track.content, track.end)
    const header = findBoxes(whole, ['tkhd'])[0]
    const media = findBoxes(whole, ['mdia', 'mdhd'])[0]
    if (!header || !media) continue
    const idOffset = whole[header.content] === 1 ? 20 : 12
    const scaleOffset = whole[media.content] === 1 ? 20 : 12
    timescales.set(
      whole.readUInt32BE(header.content + idOffset),
      whole.readUInt32BE(media.content + scaleOffset),
    )
  }
  return timescales
}

/** The share of one track in a movie fragment. */
export interface TrackFragment {
  readonly trackId: number
  readonly samples: number
  /** Offset and size of `baseMediaDecodeTime`; null without one. */
  readonly decodeTime: { readonly offset: number; readonly bytes: 4 | 8 } | null
}

/** The track fragments of a `moof` (with or without its `mdat`). */
export function trackFragments(fragment: Buffer): TrackFragment[] {
  return findBoxes(fragment, ['moof', 'traf']).flatMap((traf) => {
    const boxes = boxesIn(fragment, traf.content, traf.end)
    const header = boxes.find((box) => box.type === 'tfhd')
    const time = boxes.find((box) => box.type === 'tfdt')
    if (!header) return []
    const samples = boxes
      .filter((box) => box.type === 'trun')
      .reduce((sum, run) => sum + fragment.readUInt32BE(run.content + 4), 0)
    const bytes = time && fragment[time.content] === 1 ? 8 : 4
    return [
      {
        trackId: fragment.readUInt32BE(header.content + 4),
        samples,
        decodeTime: time ? { offset: time.content + 4, bytes } : null,
      },
    ]
  })
}

/** Moves a fragment in time by rewriting its `baseMediaDecodeTime`s in place. */
export function shiftFragment(
  fragment: Buffer,
  timescales: ReadonlyMap<number, number>,
  offsetMs: number,
): void {
  for (const { trackId, decodeTime } of trackFragments(fragment)) {
    const timescale = timescales.get(trackId)
    if (!decodeTime || timescale === undefined) continue
    const ticks = Math.round((offsetMs / 1000) * timescale)
    if (decodeTime.bytes === 8) {
      fragment.writeBigUInt64BE(
        fragment.readBigUInt64BE(decodeTime.offset) + BigInt(ticks),
        decodeTime.offset,
      )
    } else {
      fragment.writeUInt32BE(fragment.readUInt32BE(decodeTime.offset) + ticks, decodeTime.offset)
    }
  }
}
