import { describe, expect, it } from 'vitest'
import { sendIfOpen } from './if-open.ts'

const way = (...answers: boolean[]) => ({ isOpen: () => answers.shift() ?? false })
const fail = (): void => {
  throw new Error('Track is closed')
}

describe('sending on what the other side may close', () => {
  it('sends while it is open', () => {
    const sent: number[] = []
    expect(sendIfOpen(way(true), () => sent.push(1))).toBe(true)
    expect(sent).toEqual([1])
  })

  it('does not try what is closed, or not there', () => {
    for (const closed of [way(false), null, undefined]) expect(sendIfOpen(closed, fail)).toBe(false)
  })

  it('is no error when it was closed in between', () => {
    expect(sendIfOpen(way(true, false), fail)).toBe(false)
  })

  it('is one when it is open still', () => {
    expect(() => sendIfOpen(way(true, true), fail)).toThrow('Track is closed')
  })
})
