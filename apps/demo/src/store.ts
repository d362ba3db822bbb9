import { useSyncExternalStore } from 'react'

/** A value that components can subscribe to. It is replaced, never mutated. */
export class Store<T> {
  private value: T
  private readonly listeners = new Set<() => void>()

  constructor(value: T) {
    this.value = value
  }

  get = (): T => this.value

  set = (value: T): void => {
    this.value = value
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

export interface Watchable<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

export function useStore<T>(store: Watchable<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
