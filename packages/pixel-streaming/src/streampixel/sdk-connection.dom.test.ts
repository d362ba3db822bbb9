import { createTestLink, manualEnvironment } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStreamer, stubWebRtc } from '../connection/fake-web.fixture.ts'
import { signallingServer } from '../signalling/signalling-server.fixture.ts'
import { versions } from '../connection/versions.fixture.ts'
import { standInSdk } from './sdk.fixture.ts'
import { connectionModule, streampixel } from './streampixel.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => {
  for (const method of ['error', 'warn', 'log'] as const)
    vi.spyOn(console, method).mockImplementation(() => {})
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** One turn of the event loop: pending tasks of the page finish. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

async function playing() {
  const peers = stubWebRtc()
  const server = signallingServer({ streamer: fakeStreamer() })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const environment = manualEnvironment()
  const link = createTestLink({ environment })
  const standIn = standInSdk(versions.at(-1)![1], { url: 'wss://cloud.example.com/' })
  let player!: { dispatchEvent(event: Event): void }
  const sdk = async (options: Record<string, unknown>) => {
    const result = await standIn.sdk(options)
    player = (result as { pixelStreaming: typeof player }).pixelStreaming
    return result
  }
  const connection = streampixel({ sdk, appId: 'app' }).connect(link)
  for (let i = 0; i < 8; i++) await turn()
  const peer = peers.at(-1)!
  const channel = peer.connect()
  return {
    peer,
    channel,
    environment,
    link,
    tell: (type: string, data: object) => player.dispatchEvent(Object.assign(new Event(type), { data })),
    pass: async (ms: number) => {
      for (let i = 0; i < ms / 250; i++) {
        environment.advance(250)
        await turn()
      }
    },
    end() {
      connection.close(1000, 'left')
      standIn.dispose()
    },
  }
}

describe('the SDK’s countdown', () => {
  it('is emitted once, and again if its end moves by 1.5 s or more', async () => {
    const { tell, environment, link, end } = await playing()
    tell('afkWarningActivate', { countDown: 0, dismissAfk: () => {} })
    for (const [afterMs, countDown] of [
      [1000, 9],
      // A late second.
      [1900, 8],
      [100, 7],
      [0, 12],
      [0, 10.5],
    ] as const) {
      environment.advance(afterMs)
      tell('afkWarningUpdate', { countDown })
    }
    end()
    expect(link.eventsOf('afk').map(({ remainingMs }) => remainingMs)).toEqual([10_000, 12_000, 10_500])
  })
})

describe('a far end that hangs up', () => {
  it('has 1 s to send the reason', async () => {
    const { peer, channel, pass, environment, link, end } = await playing()
    for (const packetsReceived of [8, 16]) {
      const timestamp = environment.now()
      const video = { type: 'inbound-rtp', kind: 'video', id: 'V', timestamp, packetsReceived }
      peer.report = new Map([['V', { ...video, framesDecoded: packetsReceived }]])
      await pass(250)
    }
    peer.report = new Map()
    channel.close()
    await pass(1000)
    expect(link.eventsOf('closed')).toEqual([])
    await pass(1000)
    end()
    expect(link.eventsOf('closed')).toEqual([{ type: 'closed', code: 1005 }])
  })
})
