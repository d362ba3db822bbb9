import type { Environment } from '@standby/core'

type EnvironmentEvent = Parameters<Environment['on']>[0]
type Storage = NonNullable<Environment['storage']>

/** An environment whose clock and visibility a scenario can set. Timers run in real time. */
export interface DrivenEnvironment extends Environment {
  /** Moves the clock without running timers, as in a frozen tab or on a sleeping machine. */
  skip(ms: number): void
  setVisible(visible: boolean): void
  /** The storage that a browser copies into a duplicate of this tab. */
  copyStorage(): ReadonlyMap<string, string>
}

const inputEvents = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const

/** `stored`: the initial items of its storage. It shares neither storage nor channels with other tabs. */
export function drivenEnvironment(stored: ReadonlyMap<string, string> = new Map()): DrivenEnvironment {
  const items = new Map(stored)
  const listeners = new Map<EnvironmentEvent, Set<() => void>>()
  let [skipped, visible] = [0, true]

  const storage: Storage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
  return {
    now: () => Date.now() + skipped,
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, Math.min(ms, 2 ** 31 - 1)),
    clearTimeout: (timer) => clearTimeout(timer as number),
    online: true,
    get visible() {
      return visible
    },
    on(event, listener) {
      const own = listeners.get(event) ?? new Set()
      listeners.set(event, own.add(listener))
      return () => own.delete(listener)
    },
    onInput(listener) {
      const listening = new AbortController()
      for (const type of inputEvents)
        window.addEventListener(type, listener, { capture: true, passive: true, signal: listening.signal })
      return () => listening.abort()
    },
    storage,
    channel: () => null,
    document,
    fetch: (input, init) => fetch(input, init),
    skip(ms) {
      skipped += ms
    },
    setVisible(next) {
      visible = next
      for (const listener of listeners.get('visibilitychange') ?? []) listener()
    },
    copyStorage: () => new Map(items),
  }
}
