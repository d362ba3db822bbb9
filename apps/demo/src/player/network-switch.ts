export interface NetworkSwitch {
  setOnline(online: boolean): void
}

/** A port that browsers refuse to connect to: requests to it fail at once, as without a network. */
const NOWHERE = 'http://127.0.0.1:1/'

/**
 * Cuts the player off as a lost network does: `navigator.onLine`, the window's events, and every request to the
 * origin. A page cannot take its own network away, so the requests that begin with `origin` are sent nowhere.
 */
export function networkSwitch(origin: string): NetworkSwitch {
  let online = true
  const cutOff = (url: string) => !online && new URL(url, location.href).href.startsWith(origin)

  const { open } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ) {
    Reflect.apply(open, this, [method, cutOff(String(url)) ? NOWHERE : url, ...rest])
  }
  const { fetch } = window
  window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return fetch(cutOff(url) ? NOWHERE : input, init)
  }
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online })

  return {
    setOnline(next) {
      online = next
      window.dispatchEvent(new Event(next ? 'online' : 'offline'))
    },
  }
}
