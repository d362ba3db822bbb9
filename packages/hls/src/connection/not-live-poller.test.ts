import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { fakeDetails } from '../engines/hls-js/fake-hls.fixture.ts'
import { openLab, refused, settle } from '../engines/lab.fixture.ts'
import { NotLivePoller } from './not-live-poller.ts'

describe('a stream that is not live', () => {
  it.each([404, 410, 412])('(%d) is polled until it is, and begins by itself', async (status) => {
    const startsAt = Date.UTC(2030, 0, 1, 12, 1)
    const lab = await openLab({ startsAt })
    lab.player.fail(refused('manifestLoadError', status, true))
    await settle()
    expect(lab.link.events).toEqual([{ type: 'not-live', reason: 'not-started', startsAt }])

    await lab.wait(20_000)
    expect(lab.made.length).toBeGreaterThan(1)
    lab.probe.fail(refused('manifestLoadError', status, true))
    await settle()
    expect(lab.types()).toEqual(['not-live'])
    expect(lab.probe.destroyed).toBe(true)

    await lab.wait(20_000)
    lab.probe.list(fakeDetails(0))
    await settle()
    lab.player.list(fakeDetails(0))
    expect(lab.types()).toEqual(['not-live', 'assigned', 'progress'])
  })

  it('may have an empty playlist', async () => {
    const lab = await openLab()
    lab.player.fail({ details: 'levelEmptyError', fatal: true })
    await settle()
    expect(lab.link.events).toEqual([{ type: 'not-live', reason: 'empty' }])
  })

  it('is polled at once when the network is back', async () => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    lab.environment.setOnline(false)
    expect(lab.made).toHaveLength(1)
    lab.environment.setOnline(true)
    lab.environment.advance(0)
    await settle()
    expect(lab.made).toHaveLength(2)
  })

  it('is polled offline too, because the browser may be wrong about being offline', async () => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    lab.environment.setOnline(false)
    await lab.wait(30_000)
    expect(lab.made).toHaveLength(2)
  })

  it('is never polled in a tight loop', async () => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    let looks = 0
    for (let second = 0; second < 60; second++) {
      await lab.wait(1000)
      if (lab.made.length > 1 + looks) {
        looks++
        lab.probe.fail(refused('manifestLoadError', 404, true))
        await settle()
      }
    }
    expect(looks).toBeGreaterThan(10)
    expect(looks).toBeLessThan(45)
  })

  it('is polled at short intervals again after another broadcast', () => {
    const environment = manualEnvironment()
    const look = vi.fn()
    const poller = new NotLivePoller(environment, () => {}, look)
    poller.wait('not-started')
    for (let looks = 0; looks < 12; looks++) {
      environment.advance(2500)
      poller.wait('not-started')
    }
    poller.leave()
    look.mockClear()
    poller.wait('not-started')
    environment.advance(1000)
    expect(look).toHaveBeenCalledOnce()
  })

  it('stays not-live when the server fails for a moment', async () => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await lab.wait(3000)
    lab.probe.fail(refused('manifestLoadError', 500, true))
    await lab.wait(3000)
    expect(lab.types()).toEqual(['not-live'])
    expect(lab.made.length).toBeGreaterThan(2)
  })

  it('is reported without a start time when the announced one is no time', async () => {
    const lab = await openLab({ startsAt: NaN })
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    expect(lab.link.events).toEqual([{ type: 'not-live', reason: 'not-started' }])
  })
})
