import { describe, expect, it } from 'vitest'
import { Access } from './access.ts'

describe('an unsigned stream', () => {
  it('is open to everyone until signatures expire', () => {
    const access = new Access(false)
    expect(access.allows(null)).toBe(true)
    expect(access.allows('anything')).toBe(true)
    access.expire()
    expect(access.allows(null)).toBe(false)
  })

  it('accepts a new token after expiry, and everyone once restored', () => {
    const access = new Access(false)
    access.expire()
    expect(access.allows(access.issue())).toBe(true)
    access.restore()
    expect(access.allows(null)).toBe(true)
  })
})

describe('a signed stream', () => {
  it('accepts only a token that it has issued', () => {
    const access = new Access(true)
    expect(access.allows(null)).toBe(false)
    expect(access.allows('guess')).toBe(false)
    expect(access.allows(access.issue())).toBe(true)
  })

  it('refuses an expired token for good', () => {
    const access = new Access(true)
    const [old, other] = [access.issue(), access.issue()]
    access.expire()
    access.restore()
    expect([access.allows(old), access.allows(other)]).toEqual([false, false])
    expect(access.allows(access.issue())).toBe(true)
  })

  it('issues tokens that need no encoding in a URL', () => {
    const token = new Access(true).issue()
    expect(encodeURIComponent(token)).toBe(token)
  })
})
