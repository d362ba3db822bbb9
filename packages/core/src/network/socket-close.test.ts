import { describe, expect, it } from 'vitest'
import { isLoss, isSendable, socketCause } from './socket-close.ts'

describe('a close code', () => {
  const codes = [1000, 1001, 1003, 1005, 1006, 1008, 1011, 1012, 1013, 2999, 3000, 4004, 4999, 5000]

  it('is a loss exactly where the way is gone and nothing is said about the session', () => {
    expect(codes.filter((code) => isLoss({ code }))).toEqual([1001, 1005, 1006, 1012, 1013])
  })

  it('is sendable as browsers have it', () => {
    expect(codes.filter(isSendable)).toEqual([1000, 3000, 4004, 4999])
  })

  it('names a cause where it has one', () => {
    expect(codes.filter((code) => socketCause(code) === undefined)).toEqual([
      1000, 1008, 2999, 3000, 4004, 4999, 5000,
    ])
    expect(socketCause(4002)).toBe('not-found')
  })
})
