import { describe, expect, it } from 'vitest'
import { resumePlan } from './resume-plan.ts'

const facts = { excess: 0, step: 2, targetDuration: 2, stopped: true }

describe('resumePlan', () => {
  it('does nothing while playback moves', () => {
    expect(resumePlan({ ...facts, stopped: false, excess: -4 })).toEqual({ kind: 'go' })
    expect(resumePlan({ ...facts, stopped: false, excess: 10 })).toEqual({ kind: 'go' })
  })

  it('holds the first picture of a returned encoder until the next segment is due', () => {
    expect(resumePlan({ ...facts, excess: -4.2 })).toEqual({ kind: 'hold', ms: 1500 })
    const slow = { ...facts, targetDuration: 6, step: 6 }
    expect(resumePlan({ ...slow, excess: -12 })).toEqual({ kind: 'hold', ms: 4500 })
  })

  it('holds no longer than it takes to reach the usual latency', () => {
    expect(resumePlan({ ...facts, excess: -3, targetDuration: 6 })).toEqual({ kind: 'hold', ms: 3000 })
  })

  it('plays on when the next segment is in the buffer', () => {
    expect(resumePlan({ ...facts, excess: -1.4 })).toEqual({ kind: 'go' })
  })

  it('seeks after an outage of the viewer’s network', () => {
    expect(resumePlan({ ...facts, excess: 4 })).toEqual({ kind: 'seek' })
  })

  it('plays on when the difference is small', () => {
    expect(resumePlan({ ...facts, excess: 0.9 })).toEqual({ kind: 'go' })
    expect(resumePlan({ ...facts, excess: -0.4 })).toEqual({ kind: 'go' })
  })
})
