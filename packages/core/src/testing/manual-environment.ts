import { developerError } from '../environment/developer-error.ts'
import type { Environment, EnvironmentEvent } from '../environment/environment.ts'
import { createListeners } from '../session/listeners.ts'

export interface ManualEnvironmentOptions {
  /** Local epoch, ms. Default: 2030-01-01, noon, UTC. */
  readonly now?: number
  readonly online?: boolean
  readonly visible?: boolean
  /** What `random` returns, 0 ≤ n < 1. `setRandom` changes it later. Default: 0.5. */
  readonly random?: number
  /** Default: the document of the test's page, `null` where there is none. */
  readonly document?: Document | null
  /** `null`: a browser that refuses storage. Pass the storage of another environment to simulate a reload of its tab. */
  readonly storage?: Environment['storage']
  /** Answers requests. Default: every request fails like a refused connection. */
  readonly fetch?: Environment['fetch']
}

/** An environment that a test drives. Nothing happens in it by itself. */
export interface ManualEnvironment extends Environment {
  /** Moves the clock and runs each due timer at its own time, in order, including timers that are set meanwhile. */
  advance(ms: number): void
  /**
   * The device sleeps: the clock jumps and no timer runs. Overdue timers run at the next `advance`. A negative time sets
   * the clock back, which does not delay timers.
   */
  sleep(ms: number): void
  setOnline(online: boolean): void
  setVisible(visible: boolean): void
  setRandom(value: number): void
  setFetch(answer: Environment['fetch']): void
  /** Triggers events without a setter: `pageshow`, `pagehide`, `freeze`, `resume`. */
  trigger(event: EnvironmentEvent): void
  /** Human input on the page. Default: a key press. */
  input(event?: Event): void
  /** All calls of `fetch` so far. */
  readonly requests: readonly { readonly url: string; readonly init: RequestInit | undefined }[]
  /** Pending timers. Must be 0 after an end. */
  readonly timers: number
  /** Active listeners of events and of input. */
  readonly listeners: number
}

interface ManualTimer {
  due: number
  readonly run: () => void
}

// Channels connect all environments: each is a tab of the same origin.
const tabs = new Set<{ readonly name: string; readonly listener: (message: unknown) => void }>()

// More timers in one `advance` mean a timer that sets itself again without a delay.
const timerLimit = 100_000

export function manualEnvironment(options: ManualEnvironmentOptions = {}): ManualEnvironment {
  let now = options.now ?? Date.UTC(2030, 0, 1, 12)
  let online = options.online ?? true
  let visible = options.visible ?? true
  let random = options.random ?? 0.5
  let answer = options.fetch ?? (() => Promise.reject(new TypeError('Failed to fetch')))
  let listening = 0
  const timers = new Set<ManualTimer>()
  const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = []
  const inputs = createListeners<[Event]>()
  const events = createListeners<[EnvironmentEvent]>()

  const counted = (remove: () => void) => {
    listening++
    let removed = false
    return () => {
      if (!removed) listening--
      removed = true
      remove()
    }
  }

  const nextDue = (until: number) => {
    let next: ManualTimer | undefined
    for (const timer of timers) if (timer.due <= until && (!next || timer.due < next.due)) next = timer
    return next
  }

  return {
    now: () => now,
    random: () => random,
    setTimeout(run, ms) {
      const timer = { due: now + Math.max(0, Number.isNaN(ms) ? 0 : ms), run }
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer) => void timers.delete(timer as ManualTimer),
    get online() {
      return online
    },
    get visible() {
      return visible
    },
    on: (event, listener) => counted(events.add((happened) => happened === event && listener())),
    onInput: (listener) => counted(inputs.add(listener)),
    storage: options.storage === undefined ? memoryStorage() : options.storage,
    channel(name, listener) {
      const tab = { name, listener }
      const remove = counted(() => tabs.delete(tab))
      tabs.add(tab)
      return {
        post(message) {
          for (const other of Array.from(tabs))
            if (other !== tab && other.name === name) other.listener(message)
        },
        close: remove,
      }
    },
    document: options.document === undefined ? (globalThis.document ?? null) : options.document,
    fetch(url, init) {
      requests.push({ url, init })
      return answer(url, init)
    },

    advance(ms) {
      const until = now + ms
      for (let count = 0, timer; (timer = nextDue(until)); count++) {
        if (count === timerLimit)
          throw developerError(
            `${timerLimit} timers ran in one advance(${ms}).`,
            'A timer sets itself again without a delay. That would freeze a page.',
            'Look at the function of the last timer: it sets a delay of 0, a negative delay or NaN.',
          )
        timers.delete(timer)
        // A timer that is overdue after a sleep runs late. The clock does not go back.
        now = Math.max(now, timer.due)
        timer.run()
      }
      now = Math.max(now, until)
    },
    sleep(ms) {
      now += ms
      if (ms < 0) for (const timer of timers) timer.due += ms
    },
    setOnline(value) {
      if (online === value) return
      online = value
      events.notify(online ? 'online' : 'offline')
    },
    setVisible(value) {
      if (visible === value) return
      visible = value
      events.notify('visibilitychange')
    },
    setRandom(value) {
      random = value
    },
    setFetch(value) {
      answer = value
    },
    trigger: (event) => events.notify(event),
    input: (event = new Event('keydown')) => inputs.notify(event),
    requests,
    get timers() {
      return timers.size
    },
    get listeners() {
      return listening
    },
  }
}

function memoryStorage(): NonNullable<Environment['storage']> {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, String(value)),
    removeItem: (key) => void items.delete(key),
  }
}
