import { describe, expect, it } from 'vitest'
import { sendIfOpen } from './if-open.ts'

const way = (...answers: boolean[]) => ({ isOpen: () => answers.shift() ?? false })
const fail = (): void => {
  throw new Error('Track is closed')
}

describe('sendIfOpen', () => {
  it('sends on an open channel', () => {
    const sent: number[] = []
    expect(sendIfOpen(way(true), () => sent.push(1))).toBe(true)
    expect(sent).toEqual([1])
  })

  it('does not send on a closed or missing channel', () => {
    for (const closed of [way(false), null, undefined]) expect(sendIfOpen(closed, fail)).toBe(false)
  })

  it('returns false when the channel closes during the send', () => {
    expect(sendIfOpen(way(true, false), fail)).toBe(false)
  })

  it('throws when sending fails on an open channel', () => {
    expect(() => sendIfOpen(way(true, true), fail)).toThrow('Track is closed')
  })
})
