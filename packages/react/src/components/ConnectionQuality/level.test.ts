import { describe, expect, it } from 'vitest'
import { levelOf } from './level.ts'

const level = (sample: object) => levelOf({ at: 0, ...sample })

describe('the level of a connection', () => {
  it.each([
    [{ roundTripMs: 24, jitterMs: 3, packetLoss: 0.0002 }, 4],
    [{ roundTripMs: 80, jitterMs: 15, packetLoss: 0.005 }, 4],
    [{ roundTripMs: 81 }, 3],
    [{ jitterMs: 31 }, 2],
    [{ packetLoss: 0.06 }, 1],
  ])('is, for %o, %i', (sample, expected) => expect(level(sample)).toBe(expected))

  it('is that of the worst number', () => {
    expect(level({ roundTripMs: 20, packetLoss: 0.03 })).toBe(2)
  })

  it.each([[{}], [{ bitrate: 4e6, bufferedMs: 6000 }], [{ roundTripMs: Number.NaN }]])(
    'is unknown from %o',
    (sample) => expect(level(sample)).toBeNull(),
  )

  it('is unknown without a sample', () => expect(levelOf(null)).toBeNull())
})
