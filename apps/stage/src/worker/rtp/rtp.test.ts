import { describe, expect, it } from 'vitest'
import { readRtp, startsKeyframe, writeRtp } from './rtp.ts'

describe('RTP', () => {
  it('is read as it was written, with the stream’s sequence numbers', () => {
    const stream = { payloadType: 102, ssrc: 0xffffffff, sequence: 0xfffe }
    const packet = { marker: true, timestamp: 0xfffffff0, payload: Buffer.from([0x65, 1, 2]) }
    const [one, two] = [writeRtp(stream, packet), writeRtp(stream, { ...packet, marker: false })]
    expect(readRtp(one)).toEqual(packet)
    expect(readRtp(two)).toEqual({ ...packet, marker: false })
    expect([one.readUInt16BE(2), two.readUInt16BE(2)]).toEqual([0xffff, 0])
    expect(one.readUInt32BE(8)).toBe(0xffffffff)
  })

  it.each([
    ['an empty datagram', Buffer.alloc(0)],
    ['a header without payload', Buffer.from([0x80, 96, ...Buffer.alloc(10)])],
    ['another version', Buffer.from([0x40, 96, ...Buffer.alloc(20)])],
    ['RTCP', Buffer.from([0x80, 200, ...Buffer.alloc(20)])],
    ['truncated sources', Buffer.from([0x8f, 96, ...Buffer.alloc(20)])],
  ])('is not read from %s', (_, bytes) => {
    expect(readRtp(bytes)).toBeNull()
  })
})

describe('a keyframe', () => {
  it.each([
    ['parameters', [0x67, 1], true],
    ['a whole picture', [0x65, 1], true],
    ['aggregated parameters', [0x78, 0, 4, 0x67], true],
    ['the first fragment of a picture', [0x7c, 0x85], true],
    ['a later fragment', [0x7c, 0x05], false],
    ['a fragment of another picture', [0x7c, 0x81], false],
    ['a dependent picture', [0x41, 1], false],
    ['an empty payload', [], false],
  ])('begins with %s: %s', (_, bytes, expected) => {
    expect(startsKeyframe(Buffer.from(bytes))).toBe(expected)
  })
})
