import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'

const quick = { baseMs: 20, capMs: 200 }
const versions = ['5.7', '5.5'] as const

let viewers: SessionViewers
let stage: Stage
let stream: StagePixelStream

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  stream = await stage.createPixelStream({ width: 160, height: 90, fps: 15, kbps: 200 })
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

describe.each(playsAll ? versions : versions.slice(0, 1))('over the library for %s', (version) => {
  it('a silent socket is detected, and the picture goes on', async () => {
    const page = await viewers.open({ pixelStreaming: stream.signallingUrl, version, backoff: quick })
    await reached(page, 'streaming')
    await page.evaluate(() => window.sessionPage.paint(3))
    const signalling = async () => (await page.evaluate(() => window.sessionPage.state())).signalling
    const speak = await untilTestEnds(
      () => stream.inject('silent-socket'),
      () => stream.lift('silent-socket'),
    )
    // Detection takes two heartbeats.
    await expect.poll(signalling, { timeout: 60_000 }).toBe('lost')
    expect((await page.evaluate(() => window.sessionPage.state())).status).toBe('streaming')
    await speak()
    await expect.poll(signalling).toBe('connected')
    await page.close()
  })
})
