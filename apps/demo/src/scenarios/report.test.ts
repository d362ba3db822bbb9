import { describe, expect, it, vi } from 'vitest'
import { Report, seconds } from './report.ts'

const passed = { name: 'a', expected: '1', observed: '1', passed: true }

describe('a report', () => {
  it('passes when every check passed', () => {
    const report = new Report()
    report.check(passed)
    report.check({ ...passed, name: 'b' })
    expect(report.finish()).toBe('passed')
  })

  it('fails with one failed check', () => {
    const report = new Report()
    report.check(passed)
    report.check({ ...passed, name: 'b', passed: false })
    expect(report.finish()).toBe('failed')
  })

  it('fails without a check, since a scenario that checks nothing proves nothing', () => {
    expect(new Report().finish()).toBe('failed')
  })

  it('passes with a figure that is far too high, since one run on a busy machine proves nothing', () => {
    const report = new Report()
    report.check(passed)
    report.figure({ name: 'moving pictures', ms: 60_000, promisedMs: 1000 })
    expect(report.finish()).toBe('passed')
    expect(report.get().figures).toEqual([{ name: 'moving pictures', ms: 60_000, promisedMs: 1000 }])
  })

  it('fails with figures alone', () => {
    const report = new Report()
    report.figure({ name: 'moving pictures', ms: 500, promisedMs: 1000 })
    expect(report.finish()).toBe('failed')
  })

  it('runs until it is finished', () => {
    const report = new Report()
    report.check(passed)
    expect(report.get().result).toBe('running')
  })

  it('has a new state after each change, and tells its listeners', () => {
    const report = new Report(1000)
    const listener = vi.fn()
    const off = report.subscribe(listener)
    const before = report.get()
    report.note('the stage: encoder-drop', 2000)
    off()
    report.check(passed)
    expect(before.notes).toEqual([])
    expect(report.get().notes).toEqual([{ at: 2000, text: 'the stage: encoder-drop' }])
    expect(listener).toHaveBeenCalledTimes(1)
    expect(report.get().startedAt).toBe(1000)
  })
})

it('writes a duration to the tenth of a second', () => {
  expect(seconds(6321)).toBe('6.3 s')
  expect(seconds(0)).toBe('0.0 s')
})
