import type { Environment } from './environment.ts'

// Longer ones would fire at once. Whoever asked looks at the clock again when its timer comes early.
const longestTimeoutMs = 2 ** 31 - 1

const inputEvents = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart', 'touchmove']

/** `null` where a privacy setting or a sandboxed frame refuses it: what is optional must not end a session. */
function allowed<T>(reach: () => T): T | null {
  try {
    return reach()
  } catch {
    return null
  }
}

/**
 * The page and the clock as they are. Reads nothing and listens to nothing until it is asked to; on a
 * server there is no document, and the session stays inert.
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
    setTimeout: (run, ms) => setTimeout(run, Math.min(ms, longestTimeoutMs)),
    clearTimeout: (timer) => clearTimeout(timer as number),
    get online() {
      return globalThis.navigator?.onLine !== false
    },
    get visible() {
      return page?.visibilityState !== 'hidden'
    },
    on(event, listener) {
      if (!page) return () => {}
      // Those of the document reach the window in the capture phase. A wrapper, so that the same function can listen twice.
      return listen(window, [event], () => listener())
    },
    onInput(listener) {
      if (!page) return () => {}
      let x: number | undefined
      let y: number | undefined
      return listen(window, inputEvents, (event) => {
        if (event.type == 'pointermove') {
          // Browsers send a move when the page moves under a pointer that nobody touches. Under pointer
          // lock the place stays and the movement counts.
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
      // Refused as storage is, or not there at all.
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
