import type { lazyChunk } from './lazy-chunk.ts'

type Answer = <T>(importModule: () => Promise<T>) => Promise<T>

const up: Answer = (importModule) => importModule()
const down: Answer = () => Promise.reject(new TypeError('Failed to fetch'))
const renewals: (() => void)[] = []

/** The network that lazy modules come over in a test. */
export const lazyNetwork = {
  /** The names of the modules that were requested, in order. */
  requests: [] as string[],
  answer: up,
  /** From now on, every request fails. */
  down() {
    lazyNetwork.answer = down
  },
  up() {
    lazyNetwork.answer = up
  },
  /** From now on, requests wait until the returned function is called. */
  hold(): () => void {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    lazyNetwork.answer = (importModule) => released.then(importModule)
    return release
  },
  /** As on a new page: nothing has been loaded yet. */
  reload() {
    lazyNetwork.requests.length = 0
    lazyNetwork.up()
    for (const renew of renewals) renew()
  },
}

/**
 * Puts the lazy modules of the tested code behind the network of the test:
 *
 * ```ts
 * vi.mock('…/lazy-chunk.ts', async (original) => (await import('…/lazy-network.fixture.ts')).overNetwork(await original()))
 * ```
 */
export function overNetwork(real: { readonly lazyChunk: typeof lazyChunk }): typeof real {
  return {
    lazyChunk(name, importModule) {
      const make = () =>
        real.lazyChunk(name, () => {
          lazyNetwork.requests.push(name)
          return lazyNetwork.answer(importModule)
        })
      let current = make()
      renewals.push(() => (current = make()))
      return {
        get: () => current.get(),
        subscribe: (listener) => current.subscribe(listener),
        load: () => current.load(),
      }
    },
  }
}
