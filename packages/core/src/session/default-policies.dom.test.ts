import { describe, expect, it } from 'vitest'
import { createSession } from './create-session.ts'
import { manualEnvironment, scriptedSource } from '../testing.ts'

/** A session with the kit's own numbers. The tests repeat the numbers of the specification. */
function show({ afk = false as boolean } = {}) {
  const environment = manualEnvironment({ random: 0.5 })
  const { source, script } = scriptedSource()
  const session = createSession({ source, environment, ...(afk ? {} : { afk: false as const }) })
  session.attach({ container: document.body, canvas: null })
  session.start()
  const state = () => session.getState()
  return {
    session,
    script,
    state,
    pass: (ms: number) => environment.advance(ms),
    left: (deadline: number | null | undefined) => (deadline ?? NaN) - environment.now(),
  }
}

const lost = (since: number, exact: boolean, deadline: number) =>
  ({ type: 'lost', since, exact, deadline, onDeadline: 'end' }) as const

describe('by default, a session', () => {
  it('warns after 120 s without input, and ends 30 s later', () => {
    const { script, state, pass } = show({ afk: true })
    script.play()
    pass(119_999)
    expect(state().status).toBe('streaming')
    pass(1)
    expect(state().status).toBe('idle')
    pass(29_999)
    expect(state().status).toBe('idle')
    pass(1)
    expect(state().end).toMatchObject({ code: 4004, kind: 'afk' })
  })

  it('waits 20 s for an answer to its request', () => {
    const { state, pass } = show()
    pass(19_999)
    expect(state().status).toBe('requesting')
    pass(1)
    expect(state().status).toBe('reconnecting')
  })

  it('waits 20 s for the first frame after it got a place', () => {
    const { script, state, pass } = show()
    script.emit({ type: 'assigned' })
    pass(19_999)
    expect(state().status).toBe('connecting')
    pass(1)
    expect(state().status).not.toBe('connecting')
  })

  it('reconnects after a stall of 8 s', () => {
    const { script, state, pass } = show()
    script.play()
    script.emit({ type: 'media', state: 'stalled' })
    pass(7999)
    expect(state().status).toBe('streaming')
    pass(1)
    expect(state().status).toBe('reconnecting')
  })

  it('reconnects after a stall of 2 s while the source says that its requests fail', () => {
    const { script, state, pass } = show()
    script.play()
    script.emit({ type: 'retrying', cause: 'server', attempt: 1 }, { type: 'media', state: 'stalled' })
    pass(1999)
    expect(state().status).toBe('streaming')
    pass(1)
    expect(state().status).toBe('reconnecting')
  })
})

describe('reconnecting, a session', () => {
  it('waits up to 1 s, then up to twice as long each time, max 15 s', () => {
    const environment = manualEnvironment({ random: 0.999_999 })
    const { source, script } = scriptedSource()
    const session = createSession({ source, environment, afk: false })
    session.attach({ container: document.body, canvas: null })
    session.start()
    script.play()
    const waits = Array.from({ length: 6 }, () => {
      script.emit({ type: 'closed', code: 1006 })
      const ms = (session.getState().reconnect?.nextAttemptAt ?? NaN) - environment.now()
      environment.advance(ms)
      return Math.round(ms / 100) / 10
    })
    expect(waits).toEqual([1, 2, 4, 8, 15, 15])
  })

  it('counts its attempts from one again after 10 s of media', () => {
    const { script, state, pass } = show()
    const attempts = (stableFor: number) => {
      script.emit({ type: 'closed', code: 1006 })
      pass(1000)
      script.play()
      pass(stableFor)
      script.emit({ type: 'closed', code: 1006 })
      return state().reconnect?.attempt
    }
    script.play()
    expect(attempts(9999)).toBe(2)
    pass(2000)
    script.play()
    pass(10_000)
    expect(attempts(10_000)).toBe(1)
  })

  it('gives up after 10 min without media', () => {
    const { script, state, pass } = show()
    script.play()
    script.onConnect(() => script.emit({ type: 'closed', code: 1006 }))
    script.emit({ type: 'closed', code: 1006 })
    pass(584_000)
    expect(state().end).toBeNull()
    pass(16_000)
    expect(state().end).toMatchObject({ code: 1006 })
  })

  it('waits 60 s for a far end whose window is unknown', () => {
    const { script, state, left } = show()
    script.play()
    const since = -left(0)
    script.emit({ type: 'lost', since, exact: false, onDeadline: 'end' }, { type: 'media', state: 'stalled' })
    expect(left(state().reconnect?.deadline)).toBe(60_000)
  })

  it('holds max 30 min when the loss of the far end is only inferred', () => {
    const { script, state, pass, left } = show()
    script.play()
    const now = -left(0)
    script.emit(lost(now, false, now + 7_200_000), { type: 'media', state: 'stalled' })
    pass(1_799_999)
    expect([state().status, state().reconnect?.mode]).toEqual(['reconnecting', 'holding'])
    pass(1)
    expect(state().reconnect?.mode).not.toBe('holding')
  })

  it('waits 20 s for the first frame of a far end that returned', () => {
    const { script, state, pass, left } = show()
    script.play()
    const now = -left(0)
    script.emit(lost(now, true, now + 60_000), { type: 'media', state: 'stalled' })
    pass(1000)
    script.emit({ type: 'returned', exact: true })
    pass(19_999)
    expect(state().reconnect?.mode).toBe('holding')
    pass(1)
    expect(state().reconnect?.mode).not.toBe('holding')
  })
})

describe('with a limit, a session', () => {
  it('ends 5 s after it if the far end did not', () => {
    const { script, state, pass } = show()
    script.play()
    script.emit({ type: 'limit', remainingMs: 60_000 })
    pass(64_999)
    expect(state().status).toBe('streaming')
    pass(1)
    expect(state().end).toMatchObject({ code: 4004, kind: 'max-runtime' })
  })

  it('warns 5 min before it', () => {
    expect(show().session.policies.runtimeWarningMs).toBe(300_000)
  })
})
