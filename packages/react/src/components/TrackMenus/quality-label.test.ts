import type { Quality } from '@standby/core'
import { describe, expect, it } from 'vitest'
import { bySize, qualityLabel } from './quality-label.ts'

const label = (quality: Quality, ...others: readonly Quality[]) => qualityLabel(quality, [quality, ...others])

describe('the label of a quality', () => {
  it.each([
    ['is the source’s name for it', { id: '1', name: 'Source', height: 1080 }, 'Source'],
    ['is its height', { id: '1', height: 720, bitrate: 2_500_000 }, '720p'],
    ['is its bit rate where it has no height', { id: '1', bitrate: 2_540_000 }, '2.5 Mb/s'],
    ['is its id where nothing else is known', { id: 'high' }, 'high'],
  ])('%s', (_, quality, expected) => {
    expect(label(quality)).toBe(expected)
  })

  it('is height and bit rate where two heights are the same', () => {
    const [a, b] = [
      { id: 'a', height: 720, bitrate: 4_000_000 },
      { id: 'b', height: 720, bitrate: 1_500_000 },
    ]
    expect([label(a, b), label(b, a)]).toEqual(['720p · 4 Mb/s', '720p · 1.5 Mb/s'])
  })
})

it('qualities are sorted by height, then by bit rate', () => {
  const qualities = [
    { id: 'sound', bitrate: 96_000 },
    { id: 'small', height: 360 },
    { id: 'large, thin', height: 720, bitrate: 1 },
    { id: 'large', height: 720, bitrate: 2 },
  ]
  expect([...qualities].sort(bySize).map(({ id }) => id)).toEqual(['large', 'large, thin', 'small', 'sound'])
})
