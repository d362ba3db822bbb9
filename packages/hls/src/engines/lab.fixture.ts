import { createTestLink, manualEnvironment, type ManualEnvironment } from '@standby/core/testing'
import type { SourceConnection, SourceEvent } from '@standby/core/source'
import { vi } from 'vitest'
import { fakeDetails, fakeHls, type FakeHls } from './hls-js/fake-hls.fixture.ts'
import { connectionModule, hls } from '../hls.ts'
import type { HlsOptions } from '../options.ts'
import { manualVideo } from './native/video.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

export const src = 'https://example.com/live.m3u8'
export const page = { baseURI: 'https://page.example/', createElement: () => ({ canPlayType: () => '' }) }

/** Waits for pending promises and imports. */
export const settle = async () => {
  await vi.dynamicImportSettled()
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
}

export interface LabOptions extends Partial<HlsOptions> {
  readonly intent?: 'start' | 'retry' | 'watch'
  readonly attempt?: number
  readonly environment?: ManualEnvironment
  readonly attached?: boolean
}

/** A source that is connected to a fake hls.js, in an environment that the test drives. */
export async function openLab({
  intent = 'start',
  attempt = 0,
  environment,
  attached = true,
  ...options
}: LabOptions = {}) {
  const surroundings = environment ?? manualEnvironment({ document: page as unknown as Document })
  const { Hls, made } = fakeHls()
  const source = hls({ src, hls: Hls, ...options })
  const link = createTestLink({ environment: surroundings, intent, attempt })
  const connection: SourceConnection = source.connect(link)
  const video = manualVideo()
  const hold = vi.fn()
  if (attached) connection.attach?.({ video: video.element, container: {} as HTMLElement, hold })
  await settle()
  const lab = {
    source,
    link,
    connection,
    video,
    hold,
    environment: surroundings,
    made,
    get player(): FakeHls {
      return made[0]!
    },
    get probe(): FakeHls {
      return made.at(-1)!
    },
    types: () => link.events.map(({ type }) => type).filter((type) => type !== 'tracks'),
    last: <T extends SourceEvent['type']>(type: T) => link.eventsOf(type).at(-1),
    /** Makes the stream live and playing, with 6 s in the buffer. */
    async play() {
      lab.player.list(fakeDetails(6))
      Object.assign(video, { position: 8, buffered: [[8, 14]] })
      for (let sequence = 7; sequence < 12; sequence++) {
        lab.run(2000)
        lab.player.list(fakeDetails(sequence))
        lab.player.segment()
        video.buffered = [[8, (sequence + 1) * 2]]
      }
      lab.player.taken()
    },
    run(ms: number) {
      for (let passed = 0; passed < ms; passed += 200) {
        video.play(200)
        surroundings.advance(200)
      }
    },
    async wait(ms: number) {
      for (let passed = 0; passed < ms; passed += 1000) {
        lab.run(1000)
        await settle()
      }
    },
  }
  return lab
}

/** An hls.js error about a request. `code`: the HTTP status; 0 without an answer. */
export const refused = (details: string, code: number, fatal = false) => ({
  details,
  response: { code },
  fatal,
})

export type Lab = Awaited<ReturnType<typeof openLab>>
