import { describe, expect, it, vi } from 'vitest'
import { canRefresh, resolveRefreshable, type RefreshReason } from './refreshable.ts'

const why: RefreshReason = { attempt: 2, reason: 'expired' }

describe('resolveRefreshable', () => {
  it('gives a constant as it is', async () => {
    await expect(resolveRefreshable('https://a.example/live.m3u8', why)).resolves.toBe(
      'https://a.example/live.m3u8',
    )
    await expect(resolveRefreshable(null, why)).resolves.toBeNull()
  })

  it('asks a function each time, and says why', async () => {
    let count = 0
    const ask = vi.fn<(why: RefreshReason) => string>(() => `token ${++count}`)
    await expect(resolveRefreshable<string>(ask, why)).resolves.toBe('token 1')
    await expect(resolveRefreshable<string>(ask, { attempt: 3, reason: 'connect' })).resolves.toBe('token 2')
    expect(ask.mock.calls).toEqual([[why], [{ attempt: 3, reason: 'connect' }]])
  })

  it('waits for an answer that takes its time', async () => {
    await expect(resolveRefreshable<number>(async () => 7, why)).resolves.toBe(7)
  })

  it('rejects with what the function throws, at once or later', async () => {
    const error = new Error('signed out')
    const throws = (): string => {
      throw error
    }
    await expect(resolveRefreshable<string>(throws, why)).rejects.toBe(error)
    await expect(resolveRefreshable<string>(() => Promise.reject(error), why)).rejects.toBe(error)
  })
})

describe('canRefresh', () => {
  it('is true of functions alone', () => {
    expect(canRefresh(() => 'x')).toBe(true)
    expect(canRefresh('x')).toBe(false)
    expect(canRefresh(undefined)).toBe(false)
  })
})
