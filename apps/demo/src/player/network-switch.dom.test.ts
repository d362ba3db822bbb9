import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { networkSwitch, type NetworkSwitch } from './network-switch.ts'

const origin = 'http://127.0.0.1:4174/live/'
const opened: string[] = []
const fetched: string[] = []
let network: NetworkSwitch

beforeEach(() => {
  opened.length = 0
  fetched.length = 0
  vi.spyOn(XMLHttpRequest.prototype, 'open').mockImplementation((_method: string, url: string | URL) => {
    opened.push(String(url))
  })
  vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
    fetched.push(String(input))
    return new Response()
  })
  network = networkSwitch(origin)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function ask(url: string) {
  new XMLHttpRequest().open('GET', url)
  await window.fetch(url)
}

describe('a cut network', () => {
  it('sends the player’s requests to a port that refuses them', async () => {
    network.setOnline(false)
    await ask(`${origin}abc/index.m3u8`)
    expect([...opened, ...fetched]).toEqual(['http://127.0.0.1:1/', 'http://127.0.0.1:1/'])
  })

  it('lets requests from the desk to the stage through', async () => {
    network.setOnline(false)
    await ask('http://127.0.0.1:4174/streams/abc')
    expect([...opened, ...fetched]).toEqual([
      'http://127.0.0.1:4174/streams/abc',
      'http://127.0.0.1:4174/streams/abc',
    ])
  })

  it('lets every request through once it is back', async () => {
    network.setOnline(false)
    network.setOnline(true)
    await ask(`${origin}abc/index.m3u8`)
    expect([...opened, ...fetched]).toEqual([`${origin}abc/index.m3u8`, `${origin}abc/index.m3u8`])
  })

  it('sets navigator.onLine and sends the window’s events, as a browser does', () => {
    const heard: string[] = []
    const hear = (event: Event) => heard.push(`${event.type} ${navigator.onLine}`)
    window.addEventListener('online', hear)
    window.addEventListener('offline', hear)
    network.setOnline(false)
    network.setOnline(true)
    expect(heard).toEqual(['offline false', 'online true'])
    window.removeEventListener('online', hear)
    window.removeEventListener('offline', hear)
  })
})
