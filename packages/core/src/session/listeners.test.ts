import { afterEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from './listeners.ts'

afterEach(() => vi.unstubAllGlobals())

describe('createListeners', () => {
  it('calls every listener with the arguments, in the order they were added', () => {
    const listeners = createListeners<[number, string]>()
    const heard: unknown[] = []
    listeners.add((...args) => heard.push(['first', ...args]))
    listeners.add((...args) => heard.push(['second', ...args]))
    listeners.notify(1, 'a')
    expect(heard).toEqual([
      ['first', 1, 'a'],
      ['second', 1, 'a'],
    ])
  })

  it('keeps the second entry when one function was added twice and removed once', () => {
    const listeners = createListeners()
    const listener = vi.fn<() => void>()
    const removeFirst = listeners.add(listener)
    listeners.add(listener)
    removeFirst()
    removeFirst()
    listeners.notify()
    expect(listener).toHaveBeenCalledOnce()
  })

  it('does not call a listener that an earlier one just removed', () => {
    const listeners = createListeners()
    const late = vi.fn<() => void>()
    listeners.add(() => removeLate())
    const removeLate = listeners.add(late)
    listeners.notify()
    expect(late).not.toHaveBeenCalled()
  })

  it('calls a listener that was added during a notification from the next one on', () => {
    const listeners = createListeners()
    const joined = vi.fn<() => void>()
    const remove = listeners.add(() => {
      remove()
      listeners.add(joined)
    })
    listeners.notify()
    expect(joined).not.toHaveBeenCalled()
    listeners.notify()
    expect(joined).toHaveBeenCalledOnce()
  })

  it('reports what a listener throws and still calls the others', () => {
    const reported: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
    const listeners = createListeners()
    const after = vi.fn<() => void>()
    const error = new Error('from a listener')
    listeners.add(() => {
      throw error
    })
    listeners.add(after)
    expect(() => listeners.notify()).not.toThrow()
    expect(after).toHaveBeenCalledOnce()
    expect(reported).toEqual([error])
  })

  it('throws an uncaught error where the platform has no reportError', () => {
    vi.stubGlobal('reportError', undefined)
    const queued: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (run: () => void) => queued.push(run))
    const listeners = createListeners()
    listeners.add(() => {
      throw new Error('from a listener')
    })
    listeners.notify()
    expect(queued).toHaveLength(1)
    expect(() => queued[0]?.()).toThrow('from a listener')
  })

  it('calls no listener after clear', () => {
    const listeners = createListeners()
    const first = vi.fn<() => void>(() => listeners.clear())
    const second = vi.fn<() => void>()
    listeners.add(first)
    listeners.add(second)
    listeners.notify()
    listeners.notify()
    expect(first).toHaveBeenCalledOnce()
    expect(second).not.toHaveBeenCalled()
  })
})
