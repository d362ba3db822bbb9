import { describe, expect, it } from 'vitest'
import { isLoss, isSendable, socketCause } from './socket-close.ts'

describe('a close code', () => {
  const codes = [1000, 1001, 1003, 1005, 1006, 1008, 1011, 1012, 1013, 2999, 3000, 4004, 4999, 5000]

  it('is a loss when only the connection is gone, not the session', () => {
    expect(codes.filter((code) => isLoss({ code }))).toEqual([1001, 1005, 1006, 1012, 1013])
  })

  it('is sendable when browsers accept it in close()', () => {
    expect(codes.filter(isSendable)).toEqual([1000, 3000, 4004, 4999])
  })

  it('has a cause if it implies one', () => {
    expect(codes.filter((code) => socketCause(code) === undefined)).toEqual([
      1000, 1008, 2999, 3000, 4004, 4999, 5000,
    ])
    expect(socketCause(4002)).toBe('not-found')
  })
})
