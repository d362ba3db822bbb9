import type { StatusFeedEvent } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { fakeDetails } from './fake-hls.fixture.ts'
import { type LabOptions, openLab, refused, settle } from './lab.fixture.ts'

describe('what the platform announces', () => {
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

  it('makes an outage exact, with its deadline', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    const since = lab.environment.now()
    say({ state: 'disconnected', since, deadline: since + 60_000 })
    say({ state: 'active' })
    expect(lab.link.events.filter(({ type }) => type === 'lost' || type === 'returned')).toEqual([
      { type: 'lost', since, deadline: since + 60_000, exact: true, then: 'end' },
      { type: 'returned', exact: true },
    ])
  })

  it('is an estimate once nothing more is heard', async () => {
    const { lab, say, tell } = await openWithStatus()
    await lab.play()
    const since = lab.environment.now()
    say({ state: 'disconnected', since, deadline: since + 60_000 })
    tell({ type: 'channel', state: 'lost' })
    expect(lab.last('lost')).toMatchObject({ since, deadline: since + 60_000, exact: false })
  })

  it('is overtaken by a list that moves again', async () => {
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

  it('wakes whoever waits for a stream, at its new address', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    say({ state: 'active', src: 'https://example.com/new.m3u8' })
    lab.environment.advance(0)
    await settle()
    expect(lab.scout.taken()).toEqual(['loadSource https://example.com/new.m3u8'])
  })

  it('goes on with a new asset where the old one ends', async () => {
    const { lab, say } = await openWithStatus()
    await lab.play()
    lab.player.list(fakeDetails(12, { live: false }))
    say({ state: 'active', src: 'https://example.com/new.m3u8' })
    lab.video.fire('ended')
    expect(lab.types()).not.toContain('closed')
    expect(lab.player.taken()).toContain('loadSource https://example.com/new.m3u8')
  })

  it('tells when a stream will start', async () => {
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

  it('ends one that was switched off', async () => {
    const { lab, say, listeners } = await openWithStatus()
    await lab.play()
    say({ state: 'disabled' })
    lab.run(8000)
    expect(lab.last('closed')).toMatchObject({ code: 4000 })
    expect(listeners.size).toBe(0)
  })

  it('ends the wait for one that was switched off', async () => {
    const { lab, say } = await openWithStatus()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await settle()
    say({ state: 'disabled' })
    expect(lab.last('closed')).toMatchObject({ code: 4000 })
    expect(lab.environment.timers).toBe(0)
  })
})
