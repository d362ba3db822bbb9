/** Boxes for tests: `box('moof', box('traf', …))`. */
export function box(type: string, ...content: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(content.map((piece) => Buffer.from(piece)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}

/** An initialization segment with one track per entry of `timescales`, numbered from 1. */
export function initSegment(timescales: readonly number[], version: 0 | 1 = 0): Buffer {
  const head = version === 1 ? [1 << 24, 0, 0, 0, 0] : [0, 0, 0]
  const tracks = timescales.map((timescale, index) =>
    box(
      'trak',
      box('tkhd', uint32(...head, index + 1)),
      box('mdia', box('mdhd', uint32(...head, timescale)), box('hdlr')),
    ),
  )
  return Buffer.concat([box('ftyp', Buffer.from('iso5')), box('moov', box('mvhd'), ...tracks)])
}

export interface FixtureTrack {
  readonly id: number
  readonly decodeTime: number
  /** Sample counts of its runs. */
  readonly runs: readonly number[]
  readonly version?: 0 | 1
}

/** A movie fragment with its media. */
export function fragment(tracks: readonly FixtureTrack[], media: Buffer = Buffer.from('media')): Buffer {
  const trafs = tracks.map(({ id, decodeTime, runs, version = 1 }) =>
    box(
      'traf',
      box('tfhd', uint32(0, id)),
      box('tfdt', version === 1 ? uint32(1 << 24, 0, decodeTime) : uint32(0, decodeTime)),
      ...runs.map((samples) => box('trun', uint32(0, samples))),
    ),
  )
  return Buffer.concat([box('moof', box('mfhd'), ...trafs), box('mdat', media)])
}
