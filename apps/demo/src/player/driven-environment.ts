import type { Environment } from '@standby/core'

type EnvironmentEvent = Parameters<Environment['on']>[0]
type Storage = NonNullable<Environment['storage']>

/** The page's surroundings, whose clock a scenario moves and whose visibility it sets. Timers run as they do. */
export interface DrivenEnvironment extends Environment {
  /** So much time passes in which no timer ran, as in a frozen tab or a machine that sleeps. */
  skip(ms: number): void
  setVisible(visible: boolean): void
  /** What a browser copies into a tab that is opened from this one. */
  copyStorage(): ReadonlyMap<string, string>
}

const human = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const

/** `kept`: what its storage holds already. Its storage is its own, and no other tab hears its channels. */
export function drivenEnvironment(kept: ReadonlyMap<string, string> = new Map()): DrivenEnvironment {
  const items = new Map(kept)
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
      for (const type of human)
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
