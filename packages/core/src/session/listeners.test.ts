import { afterEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from './listeners.ts'

afterEach(() => vi.unstubAllGlobals())

describe('createListeners', () => {
  it('tells every listener, in the order they came, with the arguments', () => {
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

  it('counts the same function twice when it was added twice', () => {
    const listeners = createListeners()
    const listener = vi.fn<() => void>()
    const removeFirst = listeners.add(listener)
    listeners.add(listener)
    removeFirst()
    removeFirst()
    listeners.notify()
    expect(listener).toHaveBeenCalledOnce()
  })

  it('does not tell a listener that an earlier one removed meanwhile', () => {
    const listeners = createListeners()
    const late = vi.fn<() => void>()
    listeners.add(() => removeLate())
    const removeLate = listeners.add(late)
    listeners.notify()
    expect(late).not.toHaveBeenCalled()
  })

  it('tells a listener that joined meanwhile from the next time on', () => {
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

  it('reports what a listener throws and tells the others all the same', () => {
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

  it('reports by an uncaught error where the platform has no reportError', () => {
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

  it('tells nobody after clear', () => {
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
