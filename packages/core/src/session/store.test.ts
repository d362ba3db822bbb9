import { describe, expect, it, vi } from 'vitest'
import { createStore, shallowEqual } from './store.ts'

describe('createStore', () => {
  it('calls its listeners after the value changed', () => {
    const store = createStore(1)
    const seen: number[] = []
    store.subscribe(() => seen.push(store.get()))
    store.set(2)
    store.set(3)
    expect(seen).toEqual([2, 3])
  })

  it('keeps the identity of an equal value and calls no listener', () => {
    const first = { muted: true, volume: 1 }
    const store = createStore(first)
    const listener = vi.fn<() => void>()
    store.subscribe(listener)
    store.set({ muted: true, volume: 1 })
    expect(store.get()).toBe(first)
    expect(listener).not.toHaveBeenCalled()
    store.set({ muted: false, volume: 1 })
    expect(store.get()).toEqual({ muted: false, volume: 1 })
    expect(listener).toHaveBeenCalledOnce()
  })

  it('lets a listener set the value, and every listener sees the last value', () => {
    const store = createStore(0)
    const seen: number[] = []
    store.subscribe(() => {
      if (store.get() === 1) store.set(2)
    })
    store.subscribe(() => seen.push(store.get()))
    store.set(1)
    expect(store.get()).toBe(2)
    expect(seen.at(-1)).toBe(2)
  })

  it('does not call a listener that unsubscribed', () => {
    const store = createStore(0)
    const listener = vi.fn<() => void>()
    store.subscribe(listener)()
    store.set(1)
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('shallowEqual', () => {
  const list = [1, 2]
  it.each([
    ['numbers', 1, 1, true],
    ['NaN', Number.NaN, Number.NaN, true],
    ['zero and minus zero', 0, -0, false],
    ['null', null, null, true],
    ['null and an object', null, {}, false],
    ['undefined and null', undefined, null, false],
    ['objects with the same fields', { a: 1, b: list }, { b: list, a: 1 }, true],
    ['objects with another field', { a: 1 }, { b: 1 }, false],
    ['a field that is undefined and one that is missing', { a: undefined }, {}, true],
    ['a field that is null and one that is missing', { a: null }, {}, false],
    ['objects with one field more', { a: 1 }, { a: 1, b: 2 }, false],
    ['objects that differ a level deeper', { a: [1] }, { a: [1] }, false],
    ['arrays with the same items', [1, 'a'], [1, 'a'], true],
    ['arrays of different length', [1], [1, 2], false],
    ['an array and an object', ['a'], { a: 'a' }, false],
    ['an object and text', { length: 0 }, '', false],
  ])('compares %s', (_name, a, b, equal) => {
    expect(shallowEqual(a, b)).toBe(equal)
    expect(shallowEqual(b, a)).toBe(equal)
  })
})
