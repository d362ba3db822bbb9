import type { Environment } from '@standby/core/source'
import { createTestLink, manualEnvironment, type TestLinkOptions } from '@standby/core/testing'
import { vi } from 'vitest'
import type { EpicLibrary } from './epic.ts'
import type { PixelStreamingOptions } from '../options.ts'
import { connectionModule, pixelStreaming } from '../pixel-streaming.ts'
import { signallingServer, type ServerOptions } from '../signalling/signalling-server.fixture.ts'
import { realStreamer } from './streamer.fixture.ts'
import { versions } from './versions.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const newest = versions.at(-1)![1]

/** The real page and clock. Timers and listeners are counted. */
export function pageEnvironment() {
  const manual = manualEnvironment()
  const timers = new Set<unknown>()
  const environment: Environment = {
    ...manual,
    get online() {
      return manual.online
    },
    now: () => Date.now(),
    setTimeout(run, ms) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer)
      clearTimeout(timer as ReturnType<typeof setTimeout>)
    },
  }
  return { environment, manual, timers }
}

/** Records the peer connections of the player, without those of the streamer in the same page. */
export function watchPeers(): RTCPeerConnection[] {
  const Native = RTCPeerConnection
  const peers: RTCPeerConnection[] = []
  vi.stubGlobal(
    'RTCPeerConnection',
    class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        // The streamer passes no configuration.
        if (configuration) peers.push(this)
      }
    },
  )
  return peers
}

export interface LabOptions {
  readonly library?: EpicLibrary
  readonly server?: Partial<ServerOptions>
  readonly options?: Partial<PixelStreamingOptions>
  readonly link?: TestLinkOptions
  readonly answersEcho?: boolean
}

/** A player, a signalling server and an engine in one page. */
export function openLab({
  library = newest,
  server: serverOptions = {},
  options,
  link,
  answersEcho,
}: LabOptions) {
  const peers = watchPeers()
  const engine = realStreamer({ ...(answersEcho !== undefined && { answersEcho }) })
  const server = signallingServer({ streamer: engine.streamer, ...serverOptions })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const { environment, manual, timers } = pageEnvironment()
  const testLink = createTestLink({ environment, ...link })
  const connection = pixelStreaming({ url: 'wss://stream.example.com', library, ...options }).connect(
    testLink,
  )
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  document.body.append(video)
  const hold = vi.fn()
  const surface = { video, container: document.createElement('div'), hold }
  const detach = connection.attach?.(surface)
  const end = (code = 1000, reason = 'left') => {
    if (testLink.signal.aborted) return
    connection.close(code, reason)
    testLink.abort()
  }
  return {
    peers,
    engine,
    server,
    environment,
    manual,
    timers,
    link: testLink,
    connection,
    video,
    surface,
    hold,
    detach,
    end,
    dispose() {
      end()
      engine.close()
      video.remove()
    },
  }
}

export type Lab = ReturnType<typeof openLab>

export const nextFrame = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve) => void video.requestVideoFrameCallback(() => resolve()))
