import { describe, expect, it } from 'vitest'
import { sparkline } from './sparkline.ts'

const points = (values: number[]) =>
  sparkline(values)
    .split(' ')
    .map((pair) => pair.split(',').map(Number))

describe('sparkline', () => {
  it('is empty for fewer than two values', () => {
    expect([sparkline([]), sparkline([4])]).toEqual(['', ''])
  })

  it('runs from edge to edge, with zero at the bottom', () => {
    expect(points([0, 10, 0])).toEqual([
      [0, 20],
      [50, 2.6],
      [100, 20],
    ])
  })

  it('is flat for equal values, and at the bottom for zeros', () => {
    expect(new Set(points([5, 5, 5]).map(([, y]) => y)).size).toBe(1)
    expect(points([0, 0])).toEqual([
      [0, 20],
      [100, 20],
    ])
  })
})
