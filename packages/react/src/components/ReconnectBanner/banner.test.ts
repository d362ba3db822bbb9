import { describe, expect, it } from 'vitest'
import type { Reconnect } from '@standby/core'
import { bannerOf } from './banner.ts'

const present = { online: true, broadcast: true, farEnd: { state: 'present' } } as const

const retrying = (change: Partial<Reconnect> = {}): Reconnect => ({
  mode: 'retrying',
  cause: 'network',
  attempt: 2,
  nextAttemptAt: 5000,
  deadline: null,
  exact: false,
  heldUntil: null,
  code: 1006,
  ...change,
})

describe('bannerOf', () => {
  it('offers to retry while the next attempt waits', () => {
    expect(bannerOf(retrying(), present)).toMatchObject({
      title: 'reconnectBanner.lost.title',
      line: 'reconnectBanner.lost.line',
      countdown: { label: 'reconnectBanner.attemptIn', deadline: 5000, short: true },
      retry: 'reconnectBanner.retry',
      busy: false,
    })
  })

  it('is busy and offers no retry while an attempt is under way', () => {
    expect(bannerOf(retrying({ nextAttemptAt: null }), present)).toMatchObject({
      line: 'reconnectBanner.trying.line',
      countdown: null,
      retry: null,
      busy: true,
      stop: true,
    })
  })

  it('names the server as the cause also while an attempt is under way', () => {
    expect(bannerOf(retrying({ cause: 'server', nextAttemptAt: null }), present)).toMatchObject({
      title: 'reconnectBanner.server.title',
      line: 'reconnectBanner.server.line',
      busy: true,
    })
  })

  it('counts down a held place instead of the next attempt', () => {
    expect(bannerOf(retrying({ heldUntil: 90_000 }), present)).toMatchObject({
      line: 'reconnectBanner.held.line',
      countdown: { label: 'reconnectBanner.heldFor', deadline: 90_000 },
      retry: 'reconnectBanner.resume',
    })
  })

  it('mentions being offline only where the network is the cause', () => {
    const offline = { ...present, online: false }
    expect(bannerOf(retrying(), offline).title).toBe('reconnectBanner.offline.title')
    expect(bannerOf(retrying({ cause: 'server' }), offline).title).toBe('reconnectBanner.server.title')
  })

  it('has no button for a decoder that restarts itself', () => {
    expect(bannerOf(retrying({ cause: 'decoder' }), present)).toMatchObject({
      title: 'reconnectBanner.decoder.title',
      busy: true,
      retry: null,
      stop: false,
    })
  })

  it('counts a waiting window from the loss of the far end', () => {
    const farEnd = { state: 'lost', since: 1000, deadline: 61_000, exact: true } as const
    const holding = retrying({ mode: 'holding', cause: 'far-end', deadline: 61_000, exact: true })
    expect(bannerOf(holding, { ...present, farEnd }).countdown).toEqual({
      label: 'reconnectBanner.waitingUpTo',
      deadline: 61_000,
      since: 1000,
      estimated: false,
    })
  })
})
