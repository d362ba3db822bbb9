import { manualEnvironment } from '../testing.ts'
import { describe, expect, it } from 'vitest'
import { isCorsRefusal } from './cors-probe.ts'

const url = 'https://cdn.example/live.m3u8'
const signal = () => new AbortController().signal
const page = { baseURI: 'https://page.example/watch' } as Document

describe('isCorsRefusal', () => {
  it('is true when a no-cors request succeeds', async () => {
    const environment = manualEnvironment({ document: page, fetch: () => Promise.resolve(new Response()) })
    expect(await isCorsRefusal(environment, url, signal())).toBe(true)
    expect(environment.requests[0]?.init).toMatchObject({ mode: 'no-cors', credentials: 'omit' })
    expect(environment.timers).toBe(0)
  })

  it('is false when the no-cors request fails too', async () => {
    expect(await isCorsRefusal(manualEnvironment({ document: page }), url, signal())).toBe(false)
  })

  it('sends no request offline, or to the page’s own origin', async () => {
    const offline = manualEnvironment({ document: page, online: false })
    const own = manualEnvironment({ document: page })
    expect(await isCorsRefusal(offline, url, signal())).toBe(false)
    expect(await isCorsRefusal(own, 'https://page.example/live.m3u8', signal())).toBe(false)
    expect(offline.requests.length + own.requests.length).toBe(0)
  })

  it('gives up after 5 s on a server that does not answer', async () => {
    const environment = manualEnvironment({
      document: page,
      fetch: (_, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    })
    const probe = isCorsRefusal(environment, url, signal())
    environment.advance(5000)
    expect(await probe).toBe(false)
    expect(environment.timers).toBe(0)
  })
})
