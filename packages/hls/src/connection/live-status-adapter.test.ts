import type { StatusFeedEvent } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { fakeDetails } from '../engines/hls-js/fake-hls.fixture.ts'
import { type LabOptions, openLab, refused, settle, src } from '../engines/lab.fixture.ts'

describe('an announcement of the platform', () => {
  async function openWithStatus(options: LabOptions = {}) {
    const listeners = new Set<(event: StatusFeedEvent) => void>()
    const status = {
      subscribe(listener: (event: StatusFeedEvent) => void) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    }
    const lab = await openLab({ status, ...options })
    const tell = (event: StatusFeedEvent) => listeners.forEach((listener) => listener(event))
    const say = (announced: Extract<StatusFeedEvent, { type: 'status' }>['status']) =>
      tell({ type: 'status', status: announced, initial: false })
    return { ...lab, lab, listeners, tell, say }
  }

  it('makes an outage exact and gives its deadline', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    const since = lab.environment.now()
    say({ state: 'disconnected', since, deadline: since + 60_000 })
    say({ state: 'active' })
    expect(lab.link.events.filter(({ type }) => type === 'lost' || type === 'returned')).toEqual([
      { type: 'lost', since, deadline: since + 60_000, exact: true, onDeadline: 'end' },
      { type: 'returned', exact: true },
    ])
  })

  it('becomes an estimate once the channel is lost', async () => {
    const { lab, say, tell } = await openWithStatus()
    await lab.play()
    const since = lab.environment.now()
    say({ state: 'disconnected', since, deadline: since + 60_000 })
    tell({ type: 'channel', state: 'lost' })
    expect(lab.last('lost')).toMatchObject({ since, deadline: since + 60_000, exact: false })
  })

  it('gives way to a playlist that advances again', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    const since = lab.environment.now()
    say({ state: 'disconnected', since, deadline: since + 60_000 })
    for (let i = 0; i < 8; i++) {
      lab.run(1000)
      lab.player.list(fakeDetails(11))
    }
    lab.player.list(fakeDetails(12))
    expect(lab.last('returned')).toEqual({ type: 'returned', exact: true })
  })

  it('makes a waiting viewer poll at once, at the new address', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    say({ state: 'active', src: 'https://example.com/new.m3u8' })
    lab.environment.advance(0)
    await settle()
    expect(lab.probe.taken()).toEqual(['loadSource https://example.com/new.m3u8'])
  })

  it('makes a waiting viewer poll max once a second, however often it comes', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    for (let tenths = 0; tenths < 50; tenths++) {
      say({ state: 'active', src: `https://example.com/${tenths}.m3u8` })
      lab.environment.advance(100)
      await settle()
      if (lab.made.length === 1) continue
      lab.probe.fail(refused('manifestLoadError', 404, true))
      await settle()
    }
    const looks = lab.made.length - 1
    expect(looks).toBeGreaterThanOrEqual(4)
    expect(looks).toBeLessThanOrEqual(6)
  })

  it('leads to the new asset when the old one ends', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    lab.player.list(fakeDetails(12, { live: false }))
    say({ state: 'active', src: 'https://example.com/new.m3u8' })
    lab.video.fire('ended')
    expect(lab.types()).not.toContain('closed')
    expect(lab.player.taken()).toContain('loadSource https://example.com/new.m3u8')
  })

  it('gives the start time of a stream', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 412, true))
    await settle()
    const startsAt = lab.environment.now() + 600_000
    say({ state: 'idle', reason: 'not-started', startsAt })
    expect(lab.last('not-live')).toEqual({ type: 'not-live', reason: 'not-started', startsAt })
  })

  it('ends a stream whose server never writes an end tag', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    say({ state: 'idle', reason: 'ended', endedAt: lab.environment.now() })
    expect(lab.types().at(-1)).toBe('ending')
    lab.run(8000)
    expect(lab.last('closed')).toEqual({ type: 'closed', code: 1000, reason: 'ended' })
  })

  it('does not prolong a stream when only its signature changed', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    say({ state: 'active', src: `${src}?token=2` })
    lab.player.list(fakeDetails(12, { live: false }))
    lab.video.fire('ended')
    expect(lab.player.taken()).not.toContain(`loadSource ${src}?token=2`)
    expect(lab.last('closed')).toEqual({ type: 'closed', code: 1000, reason: 'ended' })
  })

  it('ends a stream that was switched off', async () => {
    const { lab, say, listeners } = await openWithStatus()
    await lab.play()
    say({ state: 'disabled' })
    lab.run(8000)
    expect(lab.last('closed')).toMatchObject({ code: 4000 })
    expect(listeners.size).toBe(0)
  })

  it('ends the wait for a stream that was switched off', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    say({ state: 'disabled' })
    expect(lab.last('closed')).toMatchObject({ code: 4000 })
    expect(lab.environment.timers).toBe(0)
  })

  describe('a viewer who waits for the next broadcast', () => {
    const looksIn = async (lab: Awaited<ReturnType<typeof openWithStatus>>['lab'], ms: number) => {
      const before = lab.made.length
      for (let passed = 0; passed < ms; passed += 1000) {
        await lab.wait(1000)
        if (lab.made.length > 1 && !lab.probe.destroyed && lab.probe !== lab.player) {
          lab.probe.fail(refused('manifestLoadError', 404, true))
          await settle()
        }
      }
      return lab.made.length - before
    }

    it('does not poll while the start will be announced, and polls at once when it is', async () => {
      const { lab, say } = await openWithStatus()
      lab.player.fail(refused('manifestLoadError', 404, true))
      await settle()
      say({ state: 'idle', reason: 'not-started' })
      expect(await looksIn(lab, 120_000)).toBe(0)
      say({ state: 'active' })
      lab.environment.advance(0)
      await settle()
      expect(lab.made.length).toBe(2)
    })

    it('polls every three minutes, in case the announcement is lost', async () => {
      const { lab, say } = await openWithStatus()
      lab.player.fail(refused('manifestLoadError', 404, true))
      await settle()
      say({ state: 'idle', reason: 'not-started' })
      expect(await looksIn(lab, 600_000)).toBe(3)
    })

    it('polls as usual once the channel is lost, and once the stream is active', async () => {
      const { lab, say, tell } = await openWithStatus()
      lab.player.fail(refused('manifestLoadError', 404, true))
      await settle()
      say({ state: 'idle', reason: 'not-started' })
      tell({ type: 'channel', state: 'lost' })
      expect(await looksIn(lab, 20_000)).toBeGreaterThan(5)
      say({ state: 'idle', reason: 'not-started' })
      expect(await looksIn(lab, 20_000)).toBe(0)
      say({ state: 'active' })
      expect(await looksIn(lab, 20_000)).toBeGreaterThan(5)
    })

    it('gets the end at the deadline, before the session would close', async () => {
      const { lab, say } = await openWithStatus({ watchForRestart: true })
      await lab.play()
      const since = lab.environment.now()
      say({ state: 'disconnected', since, deadline: since + 20_000 })
      lab.run(19_800)
      lab.environment.advance(149)
      expect(lab.types()).not.toContain('not-live')
      // 50 ms before the deadline, at which the session would close.
      lab.environment.advance(1)
      expect(lab.types().slice(-2)).toEqual(['ending', 'not-live'])
      expect(lab.last('not-live')).toEqual({ type: 'not-live', reason: 'ended', endedAt: since + 20_000 })
      expect(lab.types()).not.toContain('closed')
    })

    it.each([
      ['the encoder is back', { state: 'active' } as const],
      ['the window is longer', { state: 'disconnected', since: 0, deadline: 9e12 } as const],
    ])('gets no end at the deadline when %s', async (_, next) => {
      const { lab, say } = await openWithStatus({ watchForRestart: true })
      await lab.play()
      const since = lab.environment.now()
      say({ state: 'disconnected', since, deadline: since + 5000 })
      lab.run(1000)
      say(next)
      lab.run(10_000)
      expect(lab.types()).not.toContain('not-live')
    })

    it('gets no end at the deadline when it became an estimate', async () => {
      const { lab, say, tell } = await openWithStatus({ watchForRestart: true })
      await lab.play()
      const since = lab.environment.now()
      say({ state: 'disconnected', since, deadline: since + 5000 })
      tell({ type: 'channel', state: 'lost' })
      lab.run(10_000)
      expect(lab.types()).not.toContain('not-live')
    })

    it('leaves no timer behind when the connection closes', async () => {
      const { lab, say } = await openWithStatus({ watchForRestart: true })
      await lab.play()
      say({ state: 'disconnected', since: lab.environment.now(), deadline: lab.environment.now() + 60_000 })
      lab.connection.close(1000)
      expect(lab.environment.timers).toBe(0)
    })
  })
})
