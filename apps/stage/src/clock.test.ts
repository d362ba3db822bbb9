import { describe, expect, it } from 'vitest'
import { PaintedPicture } from './clock.fixture.ts'
import { checksumOf, clockChecksum, clockLayout, readClock } from './clock.ts'

const time = Date.UTC(2026, 10, 22, 12, 34, 56, 780)

describe('the clock layout', () => {
  it('gives every cell a bit', () => {
    const { timeBits, runBits, checksumBits, columns, rows } = clockLayout
    expect(timeBits + runBits + checksumBits).toBe(columns * rows)
  })

  it('has room for the times of this half of the century and for every checksum', () => {
    expect(2 ** clockLayout.timeBits).toBeGreaterThan(Date.UTC(2039, 0))
    expect(2 ** clockLayout.checksumBits).toBeGreaterThan(clockChecksum.modulus)
  })

  it('lies inside the picture', () => {
    const { left, top, columns, rows, cell, pictureWidth, pictureHeight } = clockLayout
    expect(left + columns * cell).toBeLessThan(pictureWidth)
    expect(top + rows * cell).toBeLessThan(pictureHeight)
  })
})

describe('a painted clock', () => {
  it.each([
    [640, 360],
    [320, 180],
    [1280, 720],
    [854, 480],
    [427, 240],
    [160, 90],
    [120, 68],
  ])('is read at %i × %i', (width, height) => {
    expect(readClock(new PaintedPicture(width, height).paint(time, 7))).toEqual({ timeMs: time, run: 7 })
  })

  it('is read to the millisecond, at both ends of its range', () => {
    for (const timeMs of [0, 1, 2 ** 41 - 1, time + 40]) {
      expect(readClock(new PaintedPicture(320, 180).paint(timeMs, 0))?.timeMs).toBe(timeMs)
    }
  })

  it('carries runs up to 255', () => {
    for (const run of [0, 1, 128, 255]) {
      expect(readClock(new PaintedPicture(320, 180).paint(time, run))?.run).toBe(run)
    }
  })

  it('survives noise and smeared edges', () => {
    const picture = new PaintedPicture(320, 180).paint(time, 3).blur(2).disturb(40)
    expect(readClock(picture)).toEqual({ timeMs: time, run: 3 })
  })

  it('survives weak contrast', () => {
    const picture = new PaintedPicture(320, 180).paint(time, 3)
    for (let at = 0; at < picture.data.length; at++) picture.data[at] = 60 + (picture.data[at] ?? 0) * 0.55
    expect(readClock(picture)).toEqual({ timeMs: time, run: 3 })
  })
})

describe('readClock returns null', () => {
  it.each([0, 16, 128, 235, 255])('for a picture with brightness %i everywhere', (grey) => {
    expect(readClock(new PaintedPicture(640, 360, grey))).toBeNull()
  })

  it('for any random pattern of cells', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const picture = new PaintedPicture(320, 180, 128)
      for (let index = 0; index < 64; index++) {
        const on = Math.imul(seed * 7919 + index, 2_654_435_761) >>> 31 === 1
        const [x, y] = [8 + (index % 16) * 8, 8 + Math.floor(index / 16) * 8]
        picture.fill(x, y, x + 8, y + 8, on ? 255 : 0)
      }
      expect(readClock(picture)).toBeNull()
    }
  })

  it('for a clock with any one cell wrong', () => {
    for (let cell = 0; cell < 64; cell++) {
      expect(readClock(new PaintedPicture(320, 180).paint(time, 5, [cell]))).toBeNull()
    }
  })

  it('for a clock with any two neighbouring cells wrong', () => {
    for (let cell = 0; cell < 63; cell++) {
      expect(readClock(new PaintedPicture(320, 180).paint(time, 5, [cell, cell + 1]))).toBeNull()
    }
  })

  it('for a clock whose lower half is not decoded', () => {
    expect(readClock(new PaintedPicture(640, 360).paint(time, 5).fill(0, 48, 640, 360, 128))).toBeNull()
  })

  it('for a mixture of two frames', () => {
    const [one, other] = [
      new PaintedPicture(320, 180).paint(time, 1),
      new PaintedPicture(320, 180).paint(time + 4096, 2),
    ]
    other.data.forEach((value, at) => (one.data[at] = ((one.data[at] ?? 0) + value) / 2))
    expect(readClock(one)).toBeNull()
  })

  it('for a cropped picture', () => {
    const picture = new PaintedPicture(640, 360).paint(time, 1)
    expect(readClock({ data: picture.data.subarray(640 * 4 * 20), width: 640, height: 340 })).toBeNull()
  })

  it.each([
    [0, 0],
    [-640, 360],
    [640.5, 360],
    [Number.NaN, 360],
    [640, 3600],
  ])('for an image that claims to be %d × %d', (width, height) => {
    const { data } = new PaintedPicture(640, 360).paint(time, 1)
    expect(readClock({ data, width, height })).toBeNull()
  })

  it('for a picture too small to hold the cells', () => {
    expect(readClock(new PaintedPicture(16, 9).paint(time, 1))).toBeNull()
  })
})

it('gives 500 neighbouring frames 500 different checksums', () => {
  const sums = new Set(Array.from({ length: 500 }, (_, frame) => checksumOf(time + frame * 40, 1)))
  expect(sums.size).toBe(500)
})
