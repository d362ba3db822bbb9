import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { StreamAddress } from './stream-address.ts'

describe('StreamAddress', () => {
  it('calls the function with the attempt and the reason', async () => {
    const src = vi.fn(() => 'https://example.com/a.m3u8?token=1')
    const address = new StreamAddress(src, manualEnvironment(), 3)
    expect(await address.ask('connect')).toBe('https://example.com/a.m3u8?token=1')
    await address.ask('expired')
    expect(src.mock.calls).toEqual([[{ attempt: 3, reason: 'connect' }], [{ attempt: 3, reason: 'expired' }]])
    expect(address.refreshable).toBe(true)
  })

  it('waits for an address that comes later', async () => {
    const address = new StreamAddress(() => Promise.resolve('https://example.com/a'), manualEnvironment(), 0)
    expect(await address.ask('connect')).toBe('https://example.com/a')
  })

  it('rejects as the function does', async () => {
    const address = new StreamAddress(() => Promise.reject(new Error('no session')), manualEnvironment(), 0)
    await expect(address.ask('connect')).rejects.toThrow('no session')
  })

  it('is null when the given address is not valid', async () => {
    expect(await new StreamAddress('', manualEnvironment(), 0).ask('connect')).toBeNull()
  })

  it('calls the function at most every ten seconds while the stream is not live', async () => {
    const environment = manualEnvironment()
    const src = vi.fn(() => 'https://example.com/a')
    const address = new StreamAddress(src, environment, 0)
    await address.ask('connect')
    environment.advance(9999)
    await address.askForPoll()
    expect(src).toHaveBeenCalledTimes(1)
    environment.advance(1)
    await address.askForPoll()
    expect(src).toHaveBeenCalledTimes(2)
  })

  it('takes over an announced address, unless it is not valid', async () => {
    const address = new StreamAddress('https://example.com/a', manualEnvironment(), 0)
    await address.ask('connect')
    address.move('https://example.com/b')
    address.move('')
    expect(address.known).toBe('https://example.com/b')
    expect(await address.askForPoll()).toBe('https://example.com/b')
    expect(address.refreshable).toBe(false)
  })
})
