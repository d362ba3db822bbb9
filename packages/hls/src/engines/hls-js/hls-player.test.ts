import { describe, expect, it } from 'vitest'
import { fakeDetails } from './fake-hls.fixture.ts'
import { openLab, refused, src } from '../lab.fixture.ts'

describe('a stream that plays', () => {
  it('sends samples of its latency, only when they change', async () => {
    const lab = await openLab()
    await lab.play()
    const { live } = lab.link.samples
    expect(live.at(-1)).toMatchObject({ targetLatencyMs: 6000, atEdge: true, seekableMs: 0 })
    expect(live.length).toBeLessThan(4)
    expect(lab.link.samples.stats.at(-1)).toMatchObject({ framesDropped: 3, width: 640, bufferedMs: 4200 })
  })

  it('reports a refused playlist with the time of the next attempt, and stays open', async () => {
    const lab = await openLab()
    await lab.play()
    const { playlistLoadPolicy } = lab.player.config
    for (let i = 0; i < 20; i++) {
      const retry = playlistLoadPolicy!.default.errorRetry!
      expect(retry.shouldRetry?.(retry, i, false, { code: 404, url: '' } as never, false)).toBe(true)
      lab.player.fail(refused('levelLoadError', 404))
      expect(lab.last('retrying')).toEqual({
        type: 'retrying',
        cause: 'server',
        attempt: i + 1,
        nextAttemptAt: Math.round(lab.environment.now() + retry.retryDelayMs),
      })
      lab.run(1000)
    }
    expect(lab.types()).not.toContain('closed')
    expect(lab.last('stalled')).toEqual({ type: 'stalled', cause: 'server' })
  })

  it('repeats its request at once when the network is back', async () => {
    const lab = await openLab()
    await lab.play()
    lab.environment.setOnline(false)
    lab.player.fail(refused('levelLoadError', 0))
    expect(lab.last('retrying')).toEqual({ type: 'retrying', cause: 'network', attempt: 1 })
    lab.environment.setOnline(true)
    expect(lab.player.taken()).toEqual(['startLoad'])
  })

  it('is reloaded when the packager starts over, after its buffer was shown, with the last picture held', async () => {
    const lab = await openLab()
    await lab.play()
    lab.player.list(fakeDetails(0))
    expect(lab.player.taken()).toEqual(['stopLoad'])
    expect(lab.hold).toHaveBeenCalledTimes(1)
    lab.run(6000)
    expect(lab.player.taken()).toEqual([`loadSource ${src}`])
    expect(lab.hold).toHaveBeenCalledTimes(2)
  })

  it('is reloaded at the latency that the viewer had', async () => {
    const lab = await openLab()
    await lab.play()
    lab.player.targetLatency = 4
    lab.video.buffered = []
    lab.player.list(fakeDetails(0))
    expect(lab.player.targetLatency).toBeCloseTo(6)
  })

  it('is reloaded when sequence numbers name other segments', async () => {
    const lab = await openLab()
    await lab.play()
    lab.video.buffered = []
    lab.player.fail({ details: 'levelParsingError', reason: 'media sequence mismatch 12: a b', fatal: true })
    expect(lab.player.taken()).toEqual(['stopLoad', `loadSource ${src}`])
  })

  it('keeps loading when a reload is refused for a while', async () => {
    const lab = await openLab()
    await lab.play()
    lab.video.buffered = []
    lab.player.list(fakeDetails(0))
    lab.player.taken()
    lab.player.fail(refused('manifestLoadError', 404, true))
    expect(lab.last('retrying')).toMatchObject({ cause: 'server', attempt: 1 })
    lab.run(2000)
    expect(lab.player.taken()).toEqual([`loadSource ${src}`])
    expect(lab.types()).not.toContain('not-live')
  })

  it('is not reloaded again and again', async () => {
    const lab = await openLab()
    await lab.play()
    lab.video.buffered = []
    for (let i = 0; i < 10; i++) {
      lab.player.list(fakeDetails(40 - i, { startSN: 40 - i }))
      lab.run(200)
    }
    expect(lab.player.taken().filter((call) => call.startsWith('loadSource')).length).toBeLessThanOrEqual(3)
  })

  it('restarts the decoder after a fatal media error, and closes when nothing helps', async () => {
    const lab = await openLab()
    await lab.play()
    const fatal = { details: 'bufferAppendError', type: 'mediaError', fatal: true }
    lab.player.fail(fatal)
    expect(lab.player.taken()).toEqual(['recoverMediaError'])
    lab.video.buffered = []
    lab.player.list(fakeDetails(0))
    for (let i = 0; i < 4; i++) {
      lab.player.fail(fatal)
      lab.run(6000)
    }
    expect(lab.last('closed')).toMatchObject({ code: 1003, cause: 'decoder' })
  })

  it('goes on after hls.js gave up a playlist', async () => {
    const lab = await openLab()
    await lab.play()
    lab.player.fail(refused('levelLoadError', 500, true))
    lab.run(2000)
    expect(lab.player.taken()).toEqual(['startLoad'])
  })

  it('follows the viewer’s command to seek to the live edge', async () => {
    const lab = await openLab()
    await lab.play()
    lab.video.position -= 4
    lab.connection.command?.({ type: 'seek-to-live' })
    expect(lab.video.seeks).toHaveLength(1)
  })

  it('catches up when the page is visible again', async () => {
    const lab = await openLab()
    await lab.play()
    lab.environment.setVisible(false)
    lab.video.position -= 8
    lab.environment.setVisible(true)
    expect(lab.video.seeks).toHaveLength(1)
  })
})
