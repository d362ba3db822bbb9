import { createListeners } from './listeners.ts'
import type { Readable } from './session.ts'

export interface Store<T> extends Readable<T> {
  /** An equal value is ignored: the current one keeps its identity and no listener is called. */
  set(value: T): void
}

export function createStore<T>(initial: T): Store<T> {
  let current = initial
  const listeners = createListeners()
  return {
    get: () => current,
    subscribe: listeners.add,
    set(value) {
      if (shallowEqual(current, value)) return
      current = value
      listeners.notify()
    },
  }
}

/** Whether two values are the same, or objects or arrays whose own fields are the same. A missing field equals `undefined`. */
export function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!a || !b || typeof a != 'object' || typeof b != 'object') return false
  return Object.keys({ ...a, ...b }).every((key) => Object.is(a[key as never], b[key as never]))
}
