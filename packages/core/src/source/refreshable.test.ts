import { describe, expect, it, vi } from 'vitest'
import { canRefresh, resolveRefreshable, type RefreshReason } from './refreshable.ts'

const why: RefreshReason = { attempt: 2, reason: 'expired' }

describe('resolveRefreshable', () => {
  it('returns a constant unchanged', async () => {
    await expect(resolveRefreshable('https://a.example/live.m3u8', why)).resolves.toBe(
      'https://a.example/live.m3u8',
    )
    await expect(resolveRefreshable(null, why)).resolves.toBeNull()
  })

  it('calls a function each time, with the reason', async () => {
    let count = 0
    const ask = vi.fn<(why: RefreshReason) => string>(() => `token ${++count}`)
    await expect(resolveRefreshable<string>(ask, why)).resolves.toBe('token 1')
    await expect(resolveRefreshable<string>(ask, { attempt: 3, reason: 'connect' })).resolves.toBe('token 2')
    expect(ask.mock.calls).toEqual([[why], [{ attempt: 3, reason: 'connect' }]])
  })

  it('waits for an asynchronous answer', async () => {
    await expect(resolveRefreshable<number>(async () => 7, why)).resolves.toBe(7)
  })

  it('rejects with what the function throws, synchronously or not', async () => {
    const error = new Error('signed out')
    const throws = (): string => {
      throw error
    }
    await expect(resolveRefreshable<string>(throws, why)).rejects.toBe(error)
    await expect(resolveRefreshable<string>(() => Promise.reject(error), why)).rejects.toBe(error)
  })
})

describe('canRefresh', () => {
  it('is true only for functions', () => {
    expect(canRefresh(() => 'x')).toBe(true)
    expect(canRefresh('x')).toBe(false)
    expect(canRefresh(undefined)).toBe(false)
  })
})
