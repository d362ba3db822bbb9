import { manualEnvironment, sourceConformance } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stubWebRtc } from '../peer/fake-peer.fixture.ts'
import { accepted } from '../resource/http.fixture.ts'
import { connectionModule, whep } from '../whep.ts'

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

const secret = 'eyJhbGciOi'
const url = `https://user:${secret}@example.com/whep?token=${secret}`

/** A server that accepts the offer. The peer connects at once. */
function live() {
  const made = stubWebRtc()
  const source = whep({ url, token: secret, microphone: true })
  return {
    ...source,
    connect(link: Parameters<typeof source.connect>[0]) {
      const connection = source.connect(link)
      const peer = made.at(-1)
      setTimeout(() => peer?.become('connected'))
      return connection
    },
  }
}

const answers = (answer: () => Response | Promise<Response>) => () =>
  manualEnvironment({ fetch: async () => answer() })

describe.each([
  ['with a stream that plays', live, answers(() => accepted())],
  ['with a stream that is not live', live, answers(() => new Response(null, { status: 409 }))],
  ['with a server that never answers', live, answers(() => new Promise<Response>(() => {}))],
  ['with a server that refuses', live, answers(() => new Response(null, { status: 403 }))],
  ['with an unreachable server', live, () => manualEnvironment()],
  [
    'with an address from a function',
    () => (stubWebRtc(), whep({ url: () => Promise.resolve(url), token: () => secret })),
    answers(() => accepted()),
  ],
  ['with no address', () => whep({ url: '' }), () => manualEnvironment()],
  ['without WebRTC', () => whep({ url }), () => manualEnvironment()],
])('the source contract, %s', (_, makeSource, environment) => {
  for (const { name, run } of sourceConformance(makeSource, { environment, secrets: [secret] }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
