import { describe, expect, it } from 'vitest'
import { readClose, readRefusal } from './close-reading.ts'

describe('a close', () => {
  it('keeps its code and its reason, max 123 characters', () => {
    expect(readClose(1011, 'kicked')).toEqual({ code: 1011, reason: 'kicked', cause: 'server' })
    expect(readClose(4567, 'x'.repeat(5000)).reason).toHaveLength(123)
  })

  it.each([undefined, null, 7, {}, ''])('has no reason if the reason is %j', (text) => {
    expect(readClose(1005, text)).toEqual({ code: 1005, cause: 'network' })
  })

  it.each([
    ['Maximum Runtime Reached', 'max-runtime'],
    ['max run time', 'max-runtime'],
    ['You have been disconnected due to inactivity.', 'afk'],
    ['AFK', 'afk'],
    ['something else', 'something else'],
  ])('with 4004 and the reason %j gets the reason %s', (text, reason) =>
    expect(readClose(4004, text).reason).toBe(reason),
  )

  it('with another code keeps its reason', () => {
    expect(readClose(1011, 'Maximum Runtime Reached').reason).toBe('Maximum Runtime Reached')
  })
})

describe('a refused subscription', () => {
  it.each([
    'Streamer Stage is full. Max players = 1.',
    'server busy',
    'no capacity',
    'the streamer is in use',
  ])('with %j waits for a free place', (message) => expect(readRefusal(message)).toBe('full'))

  it.each(['Streamer Stage does not exist.', 'Streamer not found', 'No streamer connected'])(
    'with %j means that there is no streamer',
    (message) => expect(readRefusal(message)).toEqual({ code: 4005 }),
  )

  it('with any other message ends with 4001 and that message', () => {
    expect(readRefusal('Not on a Sunday')).toEqual({ code: 4001, reason: 'Not on a Sunday' })
  })
})
