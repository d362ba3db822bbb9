import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLifetime } from './lifetime.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  // A session starts only where there is a document; its content does not matter here.
  const environment = manualEnvironment({ document: {} as Document })
  const { source, script } = scriptedSource()
  const session = createSession({ source, environment })
  const lifetime = createLifetime(session)
  lifetime.keep()
  lifetime.reveal()
  const status = () => session.getState().status
  const passMs = (ms: number) => {
    vi.advanceTimersByTime(ms)
    environment.advance(ms)
  }
  const hideLong = () => {
    lifetime.hide()
    passMs(30_000)
  }
  session.start()
  script.play()
  return { session, lifetime, script, status, passMs, hideLong }
}

describe('the lifetime of an owned session', () => {
  it('ends one macrotask after release()', () => {
    const { lifetime, script, passMs } = setUp()
    lifetime.release()
    expect(script.last.closed).toBeNull()
    passMs(0)
    expect(script.last.closed).not.toBeNull()
  })

  it('continues when keep() follows in the same task', () => {
    const { lifetime, script, passMs, status } = setUp()
    lifetime.release()
    lifetime.keep()
    passMs(60_000)
    expect(script.last.closed).toBeNull()
    expect(status()).toBe('streaming')
  })

  it('continues when it is hidden for less than 30 s', () => {
    const { lifetime, passMs, status } = setUp()
    lifetime.hide()
    passMs(29_999)
    lifetime.reveal()
    passMs(30_000)
    expect(status()).toBe('streaming')
  })

  it('leaves after 30 s hidden, and starts again on reveal', () => {
    const { lifetime, session, script, hideLong, status } = setUp()
    hideLong()
    expect(session.getState().end).toMatchObject({ code: 1000, kind: 'left' })
    expect(script.last.closed).toEqual({ code: 1000, reason: 'left' })
    lifetime.reveal()
    expect(status()).toBe('requesting')
    expect(session.getState().run).toBe(2)
  })

  it('cancels the leave when the reveal comes in the same task', () => {
    const { lifetime, script, status, passMs } = setUp()
    lifetime.hide()
    vi.advanceTimersByTime(30_000)
    lifetime.reveal()
    passMs(1000)
    expect(status()).toBe('streaming')
    expect(script.connections).toHaveLength(1)
  })

  it('does not restart a session that ended for another reason', () => {
    const { lifetime, script, hideLong, status, passMs } = setUp()
    lifetime.hide()
    script.emit({ type: 'closed', code: 4003 })
    passMs(30_000)
    lifetime.reveal()
    expect(status()).toBe('failed')
    hideLong()
    lifetime.reveal()
    expect(status()).toBe('failed')
  })

  it('does not restart a session that the viewer left before', () => {
    const { lifetime, session, hideLong, status, passMs } = setUp()
    session.leave()
    passMs(0)
    hideLong()
    lifetime.reveal()
    expect(status()).toBe('disconnected')
  })

  it('does not start a session that was never started', () => {
    const session = createSession({ source: scriptedSource().source, environment: manualEnvironment() })
    const lifetime = createLifetime(session)
    lifetime.hide()
    vi.advanceTimersByTime(30_000)
    lifetime.reveal()
    expect(session.getState().status).toBe('ready')
  })

  it('has no timer left after release(), whatever the order of React’s cleanups', () => {
    const { lifetime, passMs } = setUp()
    lifetime.hide()
    lifetime.release()
    lifetime.hide()
    passMs(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
