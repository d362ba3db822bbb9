import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rawBody } from './raw-body.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function request(pieces: readonly Uint8Array[], { ends = true, cancel = () => {} } = {}) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      if (ends) controller.close()
    },
    cancel,
  })
  return new Request('https://example.com', { method: 'POST', body, duplex: 'half' } as RequestInit)
}
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251)

describe('a body', () => {
  it('is returned as it came, in any number of chunks', async () => {
    const all = bytes(20_000)
    const pieces = Array.from(all, (_, index) => all.subarray(index, index + 1))
    expect(await rawBody(request(pieces))).toEqual(all)
    expect(await rawBody(request([all.subarray(0, 9000), all.subarray(9000)]))).toEqual(all)
    expect(await rawBody(request([]))).toEqual(new Uint8Array())
    expect(await rawBody(new Request('https://example.com', { method: 'POST' }))).toEqual(new Uint8Array())
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is dropped after 3 s, with everything that was read', async () => {
    const cancel = vi.fn<() => void>()
    const reading = rawBody(request([bytes(1000)], { ends: false, cancel }))
    await vi.advanceTimersByTimeAsync(2999)
    expect(cancel).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await reading).toBe('too-slow')
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  it('may have max 262,144 bytes', async () => {
    expect(await rawBody(request([bytes(262_144)]))).toHaveLength(262_144)
    const cancel = vi.fn<() => void>()
    expect(await rawBody(request([bytes(262_144), bytes(1)], { ends: false, cancel }))).toBe('too-large')
    expect(cancel).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('fails as broken off when it breaks off or is read elsewhere', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect(await rawBody(new Request('https://example.com', init))).toBe('broken-off')
    const read = request([bytes(10)])
    await read.arrayBuffer()
    expect(await rawBody(read)).toBe('broken-off')
    const locked = request([bytes(10)])
    locked.body?.getReader()
    expect(await rawBody(locked)).toBe('broken-off')
  })
})
