import { describe, expect, it } from 'vitest'
import { failureCause, stallCause, type StallFacts } from './stall-cause.ts'

const calm: StallFacts = {
  online: true,
  playlistFailure: null,
  playlistPendingMs: null,
  segmentFailure: null,
  quietMs: 500,
  farEndLost: false,
  mediaErrorAgoMs: null,
  ahead: 0,
  targetDuration: 2,
  listingEvery: 2,
  known: null,
}
const http = (status: number) => ({ status, timedOut: false })
const silence = { status: null, timedOut: false }

describe('stallCause', () => {
  it.each<[string, Partial<StallFacts>, string]>([
    [
      'being offline, whatever else failed',
      { online: false, farEndLost: true, playlistFailure: http(500) },
      'network',
    ],
    ['a playlist request that answers 404', { playlistFailure: http(404) }, 'server'],
    ['a playlist request that answers 503', { playlistFailure: http(503), farEndLost: true }, 'server'],
    ['a playlist request without an answer', { playlistFailure: silence }, 'network'],
    ['a playlist request that timed out', { playlistFailure: { status: null, timedOut: true } }, 'network'],
    ['a playlist request that hangs', { playlistPendingMs: 2100 }, 'network'],
    ['an encoder that is known to be away', { farEndLost: true }, 'far-end'],
    ['a playlist that does not change', { quietMs: 3100 }, 'far-end'],
    ['a segment request that answers 404', { segmentFailure: http(404) }, 'server'],
    ['a segment request without an answer', { segmentFailure: silence }, 'network'],
    ['media that could not be decoded', { mediaErrorAgoMs: 7000 }, 'decoder'],
    ['buffered media that does not play', { ahead: 3 }, 'decoder'],
    ['no sign of any cause', {}, 'network'],
  ])('finds the cause of a stall: %s', (_, facts, cause) => {
    expect(stallCause({ ...calm, ...facts })).toBe(cause)
  })

  it('blames no network while a playlist request is shorter than a target duration', () => {
    expect(stallCause({ ...calm, playlistPendingMs: 1900, farEndLost: true })).toBe('far-end')
  })

  it('allows more time with longer segments', () => {
    const slow = { ...calm, targetDuration: 6, listingEvery: 6, known: 'far-end' as const }
    expect(stallCause({ ...slow, playlistPendingMs: 5000 })).toBe('far-end')
    expect(stallCause({ ...slow, known: null, quietMs: 8000 })).toBe('network')
  })

  it('blames the far end sooner with partial segments', () => {
    expect(stallCause({ ...calm, listingEvery: 0.8, quietMs: 1300 })).toBe('far-end')
  })

  it('keeps the known cause while no other fits', () => {
    expect(stallCause({ ...calm, known: 'far-end' })).toBe('far-end')
    expect(stallCause({ ...calm, known: 'server', ahead: 2 })).toBe('server')
  })

  it('forgets a media error after four target durations', () => {
    expect(stallCause({ ...calm, mediaErrorAgoMs: 8100 })).toBe('network')
  })
})

describe('failureCause', () => {
  it('is the server for an error answer and the network for no answer', () => {
    expect(failureCause(http(500))).toBe('server')
    expect(failureCause(silence)).toBe('network')
  })
})
