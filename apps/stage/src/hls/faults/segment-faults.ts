import type { ServerResponse } from 'node:http'
import { boxesIn } from '../encoding/mp4-boxes.ts'
import type { Stream } from '../stream.ts'
import type { ListedSegment, SegmentDamage } from '../timeline.ts'

const trickleIntervalMs = 100

/** Sends a segment, with its own damage and the faults that hold now. */
export function sendSegment(
  stream: Stream,
  segment: ListedSegment,
  bytes: Buffer,
  response: ServerResponse,
): void {
  const { damage } = segment
  if (damage?.fault === 'segment-404') {
    response.writeHead(404).end()
    return
  }
  const isTransportStream = stream.options.container === 'ts'
  const body = damage ? damaged(bytes, damage, isTransportStream) : bytes
  response.writeHead(200, {
    'content-type': isTransportStream ? 'video/mp2t' : 'video/iso.segment',
    'content-length': body.length,
  })
  if (response.req.method === 'HEAD') response.end()
  else if (damage?.fault === 'segment-reset') breakOff(response, body)
  else if (stream.faults.has('segment-slow')) trickle(stream, response, body)
  else response.end(body)
}

/** The damaged bytes of a segment; a server announces the damaged length. */
export function damaged(bytes: Buffer, damage: SegmentDamage, isTransportStream: boolean): Buffer {
  if (damage.fault === 'segment-truncated') return bytes.subarray(0, Math.floor(bytes.length * 0.4))
  if (damage.fault !== 'segment-corrupt') return bytes
  const copy = Buffer.from(bytes)
  if (damage.where !== 'media') noise(copy, 0, copy.length)
  else if (isTransportStream) {
    // Packet headers stay, so that a demuxer keeps in step and only the media is lost.
    for (let packet = 0; packet < copy.length; packet += 188) noise(copy, packet + 20, packet + 188)
  } else {
    for (const box of boxesIn(copy)) if (box.type === 'mdat') noise(copy, box.content, box.end)
  }
  return copy
}

/** Overwrites a range with the same noise every time (a linear congruential generator). */
function noise(bytes: Buffer, from: number, to: number): void {
  let state = 0x2545f491
  for (let at = from; at < Math.min(to, bytes.length); at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
}

function breakOff(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.resetAndDestroy())
}

/** Sends slowly while the fault holds, and the rest at once when it is lifted. */
function trickle(stream: Stream, response: ServerResponse, body: Buffer): void {
  let sent = 0
  const timer = setInterval(() => {
    const fault = stream.faults.get('segment-slow')
    const rate = fault ? Number(fault.params['bytesPerSecond']) : Infinity
    const upTo = Math.min(body.length, sent + Math.max(1, (rate * trickleIntervalMs) / 1000))
    response.write(body.subarray(sent, Math.ceil(upTo)))
    sent = Math.ceil(upTo)
    if (sent >= body.length) response.end()
  }, trickleIntervalMs)
  response.once('close', () => clearInterval(timer))
}
