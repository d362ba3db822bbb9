import { sourceConformance } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStreamer, stubWebRtc } from '../connection/fake-web.fixture.ts'
import { signallingServer } from '../signalling/signalling-server.fixture.ts'
import { versions } from '../connection/versions.fixture.ts'
import { standInSdk } from './sdk.fixture.ts'
import { connectionModule, streampixel } from './streampixel.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const url = 'wss://cloud.example.com/?token=eyJhbGciOi'

describe.each(versions)('the source contract, with the SDK on the library for %s', (_, library) => {
  const make = () => {
    const peers = stubWebRtc()
    vi.stubGlobal('WebSocket', signallingServer({ streamer: fakeStreamer() }).WebSocket)
    const source = streampixel({ sdk: standInSdk(library, { url }).sdk, appId: 'app' })
    return {
      ...source,
      connect(link: Parameters<typeof source.connect>[0]) {
        const connection = source.connect(link)
        setTimeout(() => peers.at(-1)?.connect(), 1)
        return connection
      },
    }
  }
  for (const { name, run } of sourceConformance(make, { secrets: ['eyJhbGciOi'] }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})

describe.each([
  ['refuses', () => null],
  ['does not know the browser', () => []],
  ['was initialised before', () => ({})],
  ['never answers', () => new Promise(() => {})],
])('the source contract, with an SDK that %s', (_, sdk) => {
  for (const { name, run } of sourceConformance(() => streampixel({ sdk: () => sdk(), appId: 'app' })))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
