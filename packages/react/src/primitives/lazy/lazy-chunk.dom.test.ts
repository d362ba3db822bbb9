import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetWarnings } from '../warning/warn-once.ts'
import { lazyChunk } from './lazy-chunk.ts'

const warn = vi.fn<(text: string) => void>()

beforeEach(() => {
  warn.mockClear()
  forgetWarnings()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})
afterEach(() => void vi.restoreAllMocks())

const code = { Overlay: 'overlay' }

describe('a lazy chunk', () => {
  it('is imported by the first load, and only once', async () => {
    const importModule = vi.fn(() => Promise.resolve(code))
    const module = lazyChunk('an overlay', importModule)
    expect([module.get(), importModule.mock.calls.length]).toEqual([null, 0])
    const loaded = new Promise<void>((resolve) => module.subscribe(resolve))
    module.load()
    module.load()
    await loaded
    module.load()
    expect(module.get()).toBe(code)
    expect(importModule).toHaveBeenCalledTimes(1)
  })

  it('tells no listener that has unsubscribed', async () => {
    const module = lazyChunk('an overlay', () => Promise.resolve(code))
    const left = vi.fn<() => void>()
    module.subscribe(left)()
    const loaded = new Promise<void>((resolve) => module.subscribe(resolve))
    module.load()
    await loaded
    expect(left).not.toHaveBeenCalled()
  })

  it('that fails is imported again by the next load, and warned about once', async () => {
    const importModule = vi
      .fn<() => Promise<typeof code>>()
      .mockRejectedValueOnce(new TypeError('offline'))
      .mockRejectedValueOnce(new TypeError('offline'))
      .mockResolvedValueOnce(code)
    const module = lazyChunk('an overlay', importModule)
    const loaded = new Promise<void>((resolve) => module.subscribe(resolve))
    for (const tries of [1, 2]) {
      module.load()
      // A second load while the first one runs makes no second request.
      module.load()
      expect(importModule).toHaveBeenCalledTimes(tries)
      await importModule.mock.results[tries - 1]?.value.catch(() => {})
      expect(module.get()).toBeNull()
    }
    module.load()
    await loaded
    expect(module.get()).toBe(code)
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^Standby: the code of an overlay did not load/)],
    ])
  })

  it('that fails is imported again every 30 s while anyone listens, and not after that', async () => {
    vi.useFakeTimers()
    try {
      const importModule = vi.fn<() => Promise<typeof code>>(() => Promise.reject(new TypeError('offline')))
      const module = lazyChunk('an overlay', importModule)
      const leave = module.subscribe(() => {})
      module.load()
      await vi.advanceTimersByTimeAsync(29_999)
      expect(importModule).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(importModule).toHaveBeenCalledTimes(2)
      leave()
      await vi.advanceTimersByTimeAsync(600_000)
      expect(importModule).toHaveBeenCalledTimes(2)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
