import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { arcwareMessage, readQueue } from './messages.ts'

describe('a place in the queue', () => {
  const place = (queue: object) => {
    const message = v.parse(arcwareMessage, { type: 'queue', queue })
    return message.type === 'queue' ? readQueue(message.queue) : null
  }

  it('is counted from 1', () => {
    expect(place({ index: 0, queueLength: 3, valueType: 'seconds' })).toEqual({ position: 1, length: 3 })
  })

  it.each([
    ['milliseconds', 90_000, 90_000],
    ['seconds', 90, 90_000],
    ['minutes', 1.5, 90_000],
    ['hours', 2, 7_200_000],
    ['days', 1, 86_400_000],
    ['fortnights', 90, 90_000],
    [undefined, 90, 90_000],
  ])('has its wait in %s converted: %d is %d ms', (valueType, estimatedWaitTime, etaMs) => {
    expect(place({ index: 0, estimatedWaitTime, valueType })).toEqual({ position: 1, etaMs })
  })

  it('has the rest of the average wait if there is no estimate', () => {
    const queue = { index: 1, waited: 20, averageWaitTime: 50, estimatedWaitTime: null, valueType: 'seconds' }
    expect(place(queue)).toEqual({ position: 2, etaMs: 30_000 })
    expect(place({ ...queue, waited: 90 })).toEqual({ position: 2, etaMs: 0 })
    expect(place({ ...queue, averageWaitTime: null })).toEqual({ position: 2 })
  })

  it('is never larger than the length of the queue', () => {
    expect(place({ index: 4, queueLength: 3, valueType: 'seconds' })).toMatchObject({
      position: 5,
      length: 5,
    })
  })
})

it.each([
  { type: 'queue' },
  { type: 'queue', queue: { index: -1 } },
  { type: 'queue', queue: { index: 1.5 } },
  { type: 'queue', queue: { index: 0, estimatedWaitTime: Infinity } },
  { type: 'sessionId', sessionId: '' },
  { type: 'sessionId', sessionId: 'x'.repeat(2000) },
  { type: 'error', code: '4501' },
  { type: 'letter' },
  { type: 'streamInfo', streamInfo: { afk: { enabled: true, warn: 1e9, action: 1 } } },
  { type: 'offer', sdp: '' },
])('does not accept %j as a message of Arcware', (message) => {
  expect(v.is(arcwareMessage, message)).toBe(false)
})
