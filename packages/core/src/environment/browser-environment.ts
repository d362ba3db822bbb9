import type { Environment } from './environment.ts'

// Browsers fire longer timers at once. Callers read the clock again when a timer fires early.
const maxTimeoutMs = 2 ** 31 - 1

const inputEvents = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart', 'touchmove']

/** `null` where a privacy setting or a sandboxed frame refuses it. An optional feature must not end a session. */
function allowed<T>(reach: () => T): T | null {
  try {
    return reach()
  } catch {
    return null
  }
}

/**
 * The real page and clock. It reads nothing and listens to nothing before the first use. On a server there
 * is no document, and the session stays inert.
 */
export function browserEnvironment(): Environment {
  const page = globalThis.document ?? null

  const options = { capture: true, passive: true }
  const listen = (target: EventTarget, types: readonly string[], listener: (event: Event) => void) => {
    for (const type of types) target.addEventListener(type, listener, options)
    return () => {
      for (const type of types) target.removeEventListener(type, listener, options)
    }
  }

  return {
    now: () => Date.now(),
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, Math.min(ms, maxTimeoutMs)),
    clearTimeout: (timer) => clearTimeout(timer as number),
    get online() {
      return globalThis.navigator?.onLine !== false
    },
    get visible() {
      return page?.visibilityState !== 'hidden'
    },
    on(event, listener) {
      if (!page) return () => {}
      // Events of the document reach the window in the capture phase. The wrapper lets one function listen twice.
      return listen(window, [event], () => listener())
    },
    onInput(listener) {
      if (!page) return () => {}
      let x: number | undefined
      let y: number | undefined
      return listen(window, inputEvents, (event) => {
        if (event.type == 'pointermove') {
          // Browsers send a move when the page moves under a still pointer. Under pointer lock the position
          // stays, and the movement counts.
          const { screenX, screenY, movementX, movementY } = event as PointerEvent
          const still = screenX === x && screenY === y && !movementX && !movementY
          x = screenX
          y = screenY
          if (still) return
        }
        listener(event)
      })
    },
    get storage() {
      return allowed(() => page && sessionStorage)
    },
    channel(name, listener) {
      if (!page) return null
      // A browser may refuse it, as it may refuse storage, or not have it.
      const channel = allowed(() => new BroadcastChannel(name))
      if (!channel) return null
      channel.onmessage = ({ data }) => listener(data)
      return {
        post: (message) => void allowed(() => channel.postMessage(message)),
        close: () => channel.close(),
      }
    },
    document: page,
    fetch: (input, init) => fetch(input, init),
  }
}
