import { FRAMES_PER_SEGMENT } from './encoder-arguments.ts'
import type { Segmenter, SegmenterOutput } from './segmenter.ts'

const PACKET = 188
const SYNC_BYTE = 0x47
const PROGRAM_ASSOCIATION = 0
/** ffmpeg gives its elementary streams identifiers from 0x100 on, in the order of its `-map` options. */
const VIDEO = 0x100
const AUDIO = 0x101

/**
 * Cuts an MPEG transport stream into segments of one group of pictures each. ffmpeg repeats the program tables right
 * before each keyframe; the cut goes before them, so that every segment can be decoded by itself.
 */
export function tsSegmenter(output: SegmenterOutput): Segmenter {
  let pending: Buffer = Buffer.alloc(0)
  /** Where the latest program tables start, while nothing but tables has followed. */
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
      for (; scanned + PACKET <= pending.length; scanned += PACKET) {
        const packet = readPacket(pending, scanned)
        if (packet.id === PROGRAM_ASSOCIATION) tables = scanned
        if (packet.id === VIDEO && packet.startsFrame) {
          if (packet.keyframe && tables !== null && (!started || frames >= FRAMES_PER_SEGMENT)) cut(tables)
          frames++
        }
        if (packet.id === VIDEO || packet.id === AUDIO) tables = null
      }
    },
  }
}

function readPacket(bytes: Buffer, at: number): { id: number; startsFrame: boolean; keyframe: boolean } {
  if (bytes[at] !== SYNC_BYTE)
    throw new Error('Standby: the encoder wrote a transport stream that is out of step.')
  const head = bytes.readUInt16BE(at + 1)
  const hasAdaptation = ((bytes[at + 3] ?? 0) & 0x20) !== 0
  const flags = hasAdaptation && (bytes[at + 4] ?? 0) > 0 ? (bytes[at + 5] ?? 0) : 0
  return { id: head & 0x1fff, startsFrame: (head & 0x4000) !== 0, keyframe: (flags & 0x40) !== 0 }
}
