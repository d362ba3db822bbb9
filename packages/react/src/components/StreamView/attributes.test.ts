import type { SessionState } from '@standby/core'
import { describe, expect, it } from 'vitest'
import { serverState } from '../../session/reading/server-state.ts'
import { attributesOf } from './attributes.ts'

const state = (change: object) => ({ ...serverState, ...change }) as SessionState

/** The attributes that are set. */
const present = (change: object) =>
  Object.fromEntries(Object.entries(attributesOf(state(change))).filter(([, value]) => value !== undefined))

const reconnect = {
  mode: 'retrying',
  cause: 'network',
  attempt: 1,
  nextAttemptAt: null,
  deadline: null,
  exact: false,
  heldUntil: null,
  code: 1006,
}

describe('the attributes of a stream view', () => {
  it('are status and playback while nothing is wrong', () => {
    expect(present({ status: 'streaming', playback: 'playing' })).toEqual({
      'data-status': 'streaming',
      'data-playback': 'playing',
    })
  })

  it('name the cause of a stall only while it stalls', () => {
    expect(present({ playback: 'stalled', stallCause: 'decoder' })).toMatchObject({ 'data-cause': 'decoder' })
    expect(present({ playback: 'playing', stallCause: 'decoder' })).not.toHaveProperty('data-cause')
    expect(present({ playback: 'stalled', stallCause: null })).not.toHaveProperty('data-cause')
  })

  it('say how and why it reconnects, and after which code', () => {
    expect(present({ status: 'reconnecting', reconnect })).toMatchObject({
      'data-reconnect': 'retrying',
      'data-cause': 'network',
      'data-code': 1006,
    })
  })

  it('leave out the code of a wait that no close started', () => {
    const holding = { ...reconnect, mode: 'holding', cause: 'far-end', code: null }
    expect(present({ status: 'reconnecting', reconnect: holding })).not.toHaveProperty('data-code')
  })

  it('say with which code and cause the session ended', () => {
    const end = { code: 1008, cause: 'forbidden' }
    expect(present({ status: 'failed', end })).toMatchObject({ 'data-code': 1008, 'data-cause': 'forbidden' })
    expect(present({ status: 'disconnected', end: { code: 1000 } })).not.toHaveProperty('data-cause')
  })

  it.each(['lost', 'ended'])('say that the far end is %s', (word) => {
    expect(present({ farEnd: { state: word } })).toMatchObject({ 'data-far-end': word })
  })

  it('say that signalling is lost', () => {
    expect(present({ signalling: 'lost' })).toMatchObject({ 'data-signalling': 'lost' })
  })
})
