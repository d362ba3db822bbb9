import { describe, expect, it } from 'vitest'
import { boxesIn } from '../encoding/mp4-boxes.ts'
import { fragment } from '../encoding/mp4.fixture.ts'
import { damaged } from './segment-faults.ts'

const segment = (): Buffer => fragment([{ id: 1, decodeTime: 0, runs: [50] }], Buffer.alloc(2000, 7))
const transportStream = (): Buffer => {
  const packets = Array.from({ length: 40 }, () => Buffer.concat([Buffer.from([0x47]), Buffer.alloc(187, 7)]))
  return Buffer.concat(packets)
}

describe('a damaged segment', () => {
  it('is cut to two fifths', () => {
    const bytes = segment()
    const short = damaged(bytes, { fault: 'segment-truncated' }, false)
    expect(short.length).toBe(Math.floor(bytes.length * 0.4))
    expect(short.equals(bytes.subarray(0, short.length))).toBe(true)
  })

  it('is noise from its first byte, at its original length', () => {
    const bytes = segment()
    const noise = damaged(bytes, { fault: 'segment-corrupt' }, false)
    expect(noise.length).toBe(bytes.length)
    expect(noise.toString('latin1')).not.toContain('moof')
    expect(new Set(noise).size).toBeGreaterThan(200)
  })

  it('keeps its boxes when only the media is damaged', () => {
    const bytes = segment()
    const noise = damaged(bytes, { fault: 'segment-corrupt', where: 'media' }, false)
    expect(boxesIn(noise)).toEqual(boxesIn(bytes))
    const media = boxesIn(noise).find((box) => box.type === 'mdat')
    expect(noise.subarray(0, media?.content).equals(bytes.subarray(0, media?.content))).toBe(true)
    expect(noise.subarray(media?.content).equals(bytes.subarray(media?.content))).toBe(false)
  })

  it('keeps its packet headers when only the media of a transport stream is damaged', () => {
    const bytes = transportStream()
    const noise = damaged(bytes, { fault: 'segment-corrupt', where: 'media' }, true)
    for (let packet = 0; packet < bytes.length; packet += 188) expect(noise[packet]).toBe(0x47)
    expect(noise.equals(bytes)).toBe(false)
  })

  it('is damaged the same way every time, without a change to the original', () => {
    const bytes = segment()
    const before = Buffer.from(bytes)
    const [one, two] = [1, 2].map(() => damaged(bytes, { fault: 'segment-corrupt' }, false))
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true)
    expect(bytes.equals(before)).toBe(true)
  })

  it('is whole when the fault breaks the connection instead', () => {
    const bytes = segment()
    expect(damaged(bytes, { fault: 'segment-reset' }, false)).toBe(bytes)
  })
})
