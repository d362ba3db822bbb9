import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ActiveFaults } from './active-faults.ts'
import { FedTimeline } from '../timeline.fixture.ts'

const snapshot = new FedTimeline(3).feed(1).view()
const none = (): void => {
  throw new Error('nothing should time out')
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a lasting fault', () => {
  it('holds until it is finished', () => {
    const faults = new ActiveFaults()
    faults.begin('gap', { params: { durationMs: 0 }, snapshot }, none)
    vi.advanceTimersByTime(3_600_000)
    expect(faults.names()).toEqual(['gap'])
    expect(faults.finish('gap')).toBe(true)
    expect(faults.has('gap')).toBe(false)
    expect(faults.finish('gap')).toBe(false)
  })

  it('calls its listener when its time is over', () => {
    const faults = new ActiveFaults()
    const timeout = vi.fn<() => void>()
    faults.begin('gap', { params: { durationMs: 5000 }, snapshot }, timeout)
    vi.advanceTimersByTime(4999)
    expect(timeout).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(timeout).toHaveBeenCalledTimes(1)
  })

  it('restarts its time when injected again', () => {
    const faults = new ActiveFaults()
    const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()]
    faults.begin('gap', { params: { durationMs: 5000 }, snapshot }, first)
    vi.advanceTimersByTime(4000)
    faults.begin('gap', { params: { durationMs: 5000 }, snapshot }, second)
    vi.advanceTimersByTime(4999)
    expect(second).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  })

  it('leaves no timer behind when finished early', () => {
    const faults = new ActiveFaults()
    faults.begin('gap', { params: { durationMs: 5000 }, snapshot }, none)
    faults.begin('playlist-404', { params: { durationMs: 5000 }, snapshot }, none)
    faults.finish('gap')
    faults.finishAll()
    expect(vi.getTimerCount()).toBe(0)
    expect(faults.names()).toEqual([])
  })

  it('keeps the playlist view from when it began', () => {
    const faults = new ActiveFaults()
    faults.begin('playlist-freeze', { params: {}, snapshot }, none)
    expect(faults.snapshots()).toEqual([snapshot])
    expect(faults.get('playlist-freeze')?.snapshot).toBe(snapshot)
  })
})

describe('segments', () => {
  it('are whole without a fault', () => {
    expect(new ActiveFaults().describeSegment()).toEqual({ gap: false, damage: null })
  })

  it('are gaps while `gap` holds', () => {
    const faults = new ActiveFaults()
    faults.begin('gap', { params: {}, snapshot }, none)
    expect(faults.describeSegment().gap).toBe(true)
    faults.finish('gap')
    expect(faults.describeSegment().gap).toBe(false)
  })

  it('are damaged `count` times for each fault, in the order of injection', () => {
    const faults = new ActiveFaults()
    faults.damageNext(2, { fault: 'segment-404' })
    faults.damageNext(1, { fault: 'segment-corrupt', where: 'media' })
    expect(Array.from({ length: 4 }, () => faults.describeSegment().damage?.fault)).toEqual([
      'segment-404',
      'segment-404',
      'segment-corrupt',
      undefined,
    ])
  })

  it('are whole again after all faults are finished', () => {
    const faults = new ActiveFaults()
    faults.damageNext(5, { fault: 'segment-404' })
    faults.finishAll()
    expect(faults.describeSegment().damage).toBeNull()
  })
})
