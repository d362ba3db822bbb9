export interface NetworkSwitch {
  setOnline(online: boolean): void
}

/** Browsers refuse to connect to this port, so requests fail at once, as without a network. */
const refusedUrl = 'http://127.0.0.1:1/'

/**
 * Cuts the player off like a lost network: `navigator.onLine`, the window's events, and every request to the origin. A
 * page cannot cut its own network, so requests to URLs that begin with `origin` go to a port that refuses them.
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
    Reflect.apply(open, this, [method, cutOff(String(url)) ? refusedUrl : url, ...rest])
  }
  const { fetch } = window
  window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return fetch(cutOff(url) ? refusedUrl : input, init)
  }
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online })

  return {
    setOnline(next) {
      online = next
      window.dispatchEvent(new Event(next ? 'online' : 'offline'))
    },
  }
}
