import { describe, expect, it } from 'vitest'
import { playbackRate } from './catchup-rate.ts'

const facts = { excess: 0, ahead: 6, step: 2, rate: 1 }

describe('playbackRate', () => {
  it.each([
    [0, 1],
    [0.6, 1],
    [-0.6, 1],
    [0.8, 1.05],
    [3.5, 1.1],
    [-0.8, 0.95],
    [-1.5, 0.9],
    [-4, 0.9],
  ])('maps an excess of %d s to the rate %d', (excess, rate) => {
    expect(playbackRate({ ...facts, excess })).toBe(rate)
  })

  it('goes on correcting below the threshold at which it started', () => {
    expect(playbackRate({ ...facts, excess: -0.4, rate: 0.95 })).toBe(0.95)
    expect(playbackRate({ ...facts, excess: 0.4, rate: 1.05 })).toBe(1.05)
  })

  it('is 1 when the usual latency is reached or passed', () => {
    expect(playbackRate({ ...facts, excess: -0.05, rate: 0.95 })).toBe(1)
    expect(playbackRate({ ...facts, excess: 0.3, rate: 0.95 })).toBe(1)
  })

  it('is 1.2 when a lot is missing and all of it is buffered', () => {
    expect(playbackRate({ ...facts, excess: 5, ahead: 10 })).toBe(1.2)
    expect(playbackRate({ ...facts, excess: 5, ahead: 5 })).toBe(1.1)
    expect(playbackRate({ ...facts, excess: 3.9, ahead: 10 })).toBe(1.1)
  })

  it('never plays fast on a small buffer, and does not flutter when the buffer gets small', () => {
    expect(playbackRate({ ...facts, excess: 5, ahead: 1.9 })).toBe(1)
    expect(playbackRate({ ...facts, excess: 5, ahead: 1.9, rate: 1.1 })).toBe(1.1)
    expect(playbackRate({ ...facts, excess: 5, ahead: 0.9, rate: 1.1 })).toBe(1)
    expect(playbackRate({ ...facts, excess: -5, ahead: 0.2 })).toBe(0.9)
  })

  it('scales its thresholds with the step of the stream', () => {
    expect(playbackRate({ ...facts, excess: 1.9, step: 6 })).toBe(1)
    expect(playbackRate({ ...facts, excess: 0.5, step: 1 })).toBe(1.05)
  })
})
