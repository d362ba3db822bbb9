import { framesPerSegment } from './encoder-arguments.ts'
import type { Segmenter, SegmenterOutput } from './segmenter.ts'

const packetBytes = 188
const syncByte = 0x47
const programAssociationPid = 0
/** ffmpeg numbers elementary streams from 0x100, in the order of its `-map` options. */
const videoPid = 0x100
const audioPid = 0x101

/**
 * Cuts an MPEG transport stream into segments of one group of pictures each. ffmpeg repeats the program tables right
 * before each keyframe. The cut is before the tables, so that every segment can be decoded alone.
 */
export function tsSegmenter(output: SegmenterOutput): Segmenter {
  let pending: Buffer = Buffer.alloc(0)
  /** Offset of the latest program tables; null once media has followed them. */
  let tables: number | null = null
  let scanned = 0
  let started = false
  let frames = 0

  const cut = (at: number): void => {
    if (started) output.part({ bytes: Buffer.from(pending.subarray(0, at)), frames, lastOfSegment: true })
    pending = pending.subarray(at)
    scanned -= at
    started = true
    frames = 0
  }

  return {
    write(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      for (; scanned + packetBytes <= pending.length; scanned += packetBytes) {
        const packet = readPacket(pending, scanned)
        if (packet.id === programAssociationPid) tables = scanned
        if (packet.id === videoPid && packet.startsFrame) {
          if (packet.keyframe && tables !== null && (!started || frames >= framesPerSegment)) cut(tables)
          frames++
        }
        if (packet.id === videoPid || packet.id === audioPid) tables = null
      }
    },
  }
}

function readPacket(bytes: Buffer, at: number): { id: number; startsFrame: boolean; keyframe: boolean } {
  if (bytes[at] !== syncByte)
    throw new Error('Standby: the encoder wrote a transport stream that is out of step.')
  const head = bytes.readUInt16BE(at + 1)
  const hasAdaptation = ((bytes[at + 3] ?? 0) & 0x20) !== 0
  const flags = hasAdaptation && (bytes[at + 4] ?? 0) > 0 ? (bytes[at + 5] ?? 0) : 0
  return { id: head & 0x1fff, startsFrame: (head & 0x4000) !== 0, keyframe: (flags & 0x40) !== 0 }
}
