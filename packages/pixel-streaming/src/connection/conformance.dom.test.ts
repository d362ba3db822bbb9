import { manualEnvironment, sourceConformance } from '@standby/core/testing'
import type { SourceLink } from '@standby/core/source'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EpicLibrary } from './epic.ts'
import { fakeStreamer, stubWebRtc } from './fake-web.fixture.ts'
import { connectionModule, pixelStreaming } from '../pixel-streaming.ts'
import { signallingServer, type ServerOptions } from '../signalling/signalling-server.fixture.ts'
import { versions } from './versions.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => {
  // The source explains these ends in the console.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const ue57 = versions.at(-1)![1]
const secret = 'eyJhbGciOi'
const url = `wss://user:${secret}@example.com/?token=${secret}`

function source(library: EpicLibrary, options: Partial<ServerOptions> = {}) {
  const peers = stubWebRtc()
  const server = signallingServer({ streamer: fakeStreamer(), ...options })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const made = pixelStreaming({ url, library })
  return {
    ...made,
    connect(link: SourceLink) {
      const connection = made.connect(link)
      setTimeout(() => peers.at(-1)?.connect(), 1)
      return connection
    },
  }
}

describe.each(versions)('the source contract, with the library for %s', (_, library) => {
  describe.each([
    ['with a stream that plays', {}],
    ['with no streamer', { streamers: [] }],
    ['with a streamer that is full', { maxPlayers: 0 }],
    ['with a handshake that hangs', { accepts: false }],
  ] satisfies [string, Partial<ServerOptions>][])('%s', (_, options) => {
    for (const { name, run } of sourceConformance(() => source(library, options), { secrets: [secret] }))
      it(name, () => expect(run()).resolves.toBeUndefined())
  })
})

describe.each([
  ['without WebRTC', () => pixelStreaming({ url, library: ue57 })],
  ['without the library', () => pixelStreaming({ url, library: () => Promise.reject(new Error('gone')) })],
  ['with an invalid address', () => (stubWebRtc(), pixelStreaming({ url: () => 'nowhere', library: ue57 }))],
  [
    'with an address from a function',
    () => (source(ue57), pixelStreaming({ url: () => Promise.resolve(url), library: () => ue57 })),
  ],
])('the source contract, %s', (_, makeSource) => {
  for (const { name, run } of sourceConformance(makeSource, {
    environment: () => manualEnvironment(),
    secrets: [secret],
  }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
