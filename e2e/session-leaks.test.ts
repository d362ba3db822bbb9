import { startStage, type Stage, type StageApplication, type StagePixelStream } from '@standby/stage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { growthOf } from './memory.ts'
import { playsAll } from './run-size.ts'
import type { SessionPageOptions } from './session-page/main.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

const batches = playsAll ? { warmUp: 60, count: 4, size: 14 } : { warmUp: 20, count: 3, size: 8 }
/** Max growth, bytes per session; a leaked session is ten times larger. */
const allowance = 6000
/** When to leave: alternating. */
const moments = ['streaming', 'connecting'] as const
const small = { width: 160, height: 90, fps: 15, kbps: 200 }

let viewers: SessionViewers
let stage: Stage
let application: StageApplication
let stream: StagePixelStream

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  application = stage.createApplication(small)
  stream = await stage.createPixelStream(small)
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const overGateway = () => ({
  options: { gateway: application.gatewayUrl, app: application.id, media: 'whep' } as const,
  state: () => application.state(),
})
const overLibrary = (version: '5.5' | '5.7') => () => ({
  options: { pixelStreaming: stream.signallingUrl, version } as const,
  state: () => stream.state(),
})
const farEnds: [string, () => { options: SessionPageOptions; state: () => unknown }][] = [
  ['a gateway', overGateway],
  ['the library for 5.7', overLibrary('5.7')],
  ['the library for 5.5', overLibrary('5.5')],
]

it.each(playsAll ? farEnds : farEnds.slice(0, 2))(
  'sessions over %s leave nothing in the page and on the stage',
  async (_, farEnd) => {
    const { options, state } = farEnd()
    const page = await viewers.blank()
    await viewers.goTo(page)
    const grown = await growthOf(
      page,
      batches,
      (cycles) =>
        page.evaluate(
          async ({ options, cycles, moments }) => {
            for (let index = 0; index < cycles; index++) {
              window.sessionPage.mount(options)
              await window.sessionPage.reached(moments[index % moments.length]!)
              window.sessionPage.leave()
              await window.sessionPage.reached('disconnected')
              window.sessionPage.unmount()
            }
          },
          { options, cycles, moments },
        ),
      () => expect.poll(state).toMatchObject({ viewers: [], sockets: 0, sessions: 0, peerConnections: 0 }),
    )
    console.info('grown by', grown)
    expect(grown.nodes).toBeLessThanOrEqual(0)
    expect(grown.listeners).toBeLessThanOrEqual(0)
    expect(grown.heap).toBeLessThan(allowance)
    await page.close()
  },
)
