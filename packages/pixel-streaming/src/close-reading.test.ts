import { describe, expect, it } from 'vitest'
import { readClose, readRefusal } from './close-reading.ts'

describe('a close', () => {
  it('keeps its code and its words, which are bounded', () => {
    expect(readClose(1011, 'kicked')).toEqual({ code: 1011, reason: 'kicked', cause: 'server' })
    expect(readClose(4567, 'x'.repeat(5000)).reason).toHaveLength(123)
  })

  it.each([undefined, null, 7, {}, ''])('has no reason where %j stands for it', (text) => {
    expect(readClose(1005, text)).toEqual({ code: 1005, cause: 'network' })
  })

  it.each([
    ['Maximum Runtime Reached', 'max-runtime'],
    ['max run time', 'max-runtime'],
    ['You have been disconnected due to inactivity.', 'afk'],
    ['AFK', 'afk'],
    ['something else', 'something else'],
  ])('4004 that says %j is %s', (text, reason) => expect(readClose(4004, text).reason).toBe(reason))

  it('is not told apart by words where its code says it', () => {
    expect(readClose(1011, 'Maximum Runtime Reached').reason).toBe('Maximum Runtime Reached')
  })
})

describe('a subscription that was refused', () => {
  it.each([
    'Streamer Stage is full. Max players = 1.',
    'server busy',
    'no capacity',
    'the streamer is in use',
  ])('with %j waits for its turn', (message) => expect(readRefusal(message)).toBe('full'))

  it.each(['Streamer Stage does not exist.', 'Streamer not found', 'No streamer connected'])(
    'with %j has nobody to stream',
    (message) => expect(readRefusal(message)).toEqual({ code: 4005 }),
  )

  it('with other words ends with them', () => {
    expect(readRefusal('Not on a Sunday')).toEqual({ code: 4001, reason: 'Not on a Sunday' })
  })
})
