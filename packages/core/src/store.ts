import { createListeners } from './listeners.ts'
import type { Readable } from './session.ts'

export interface Store<T> extends Readable<T> {
  /** An equal value is dropped: the one before keeps its identity and nobody is told. */
  set(value: T): void
}

export function createStore<T>(
  initial: T,
  { equality = shallowEqual }: { readonly equality?: (a: T, b: T) => boolean } = {},
): Store<T> {
  let current = initial
  const listeners = createListeners()
  return {
    get: () => current,
    subscribe: listeners.add,
    set(value) {
      if (equality(current, value)) return
      current = value
      listeners.notify()
    },
  }
}

/** The same value, or two objects or arrays whose own fields are the same values. */
export function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a != 'object' || typeof b != 'object' || !a || !b || Array.isArray(a) != Array.isArray(b))
    return false
  const before = Object.entries(a)
  return (
    before.length === Object.keys(b).length &&
    before.every(([key, value]) => Object.hasOwn(b, key) && Object.is(value, (b as typeof a)[key as never]))
  )
}
