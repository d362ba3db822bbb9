import { act } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderSessionHook } from '../../testing.tsx'
import { useAfkWarning } from './useAfkWarning.ts'
import { useSessionEnd } from './useSessionEnd.ts'
import { useQueuePosition } from './useQueuePosition.ts'
import { useReconnect } from './useReconnect.ts'
import { useRuntimeWarning } from './useRuntimeWarning.ts'
import { StreamView } from '../../components/StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'

const now = 1_000_000_000

describe('useQueuePosition', () => {
  it('returns the position in the queue, and null before and after', () => {
    const { result, script } = renderSessionHook(() => useQueuePosition(), { now })
    expect(result.current).toBeNull()
    script.emit({ type: 'queued', position: 3, length: 9, etaMs: 60_000, offer: { expiresInMs: 20_000 } })
    expect(result.current).toEqual({
      position: 3,
      length: 9,
      etaMs: 60_000,
      joinedAt: now,
      offer: { deadline: now + 20_000 },
    })
    script.play()
    expect(result.current).toBeNull()
  })

  it('renders once per update that changes something', () => {
    const { result, script } = renderSessionHook(() => useQueuePosition(), { now })
    script.emit({ type: 'queued', position: 3 })
    script.emit({ type: 'queued', position: 3 })
    script.emit({ type: 'queued', position: 2 })
    expect(result.all.map((queue) => queue?.position)).toEqual([undefined, 3, 2])
  })
})

describe('useAfkWarning', () => {
  const idle = () => {
    const warnings: ReturnType<typeof useAfkWarning>[] = []
    const Probe = () => {
      warnings.push(useAfkWarning())
      return null
    }
    const rendered = renderSession(
      <StreamView>
        <Probe />
      </StreamView>,
      { now, session: { afk: { warnAfterMs: 60_000, graceMs: 30_000 } } },
    )
    rendered.script.play()
    return { ...rendered, warnings, warning: () => warnings.at(-1) ?? null }
  }

  it('returns the deadline while idle, until stay() is called', () => {
    const { warning, clock, session } = idle()
    expect(warning()).toBeNull()
    clock.advance(60_000)
    expect(session.getState().status).toBe('idle')
    expect(warning()?.deadline).toBe(now + 90_000)
    act(() => warning()?.stay())
    expect(session.getState().status).toBe('streaming')
    expect(warning()).toBeNull()
  })

  it('does not render while the countdown runs', () => {
    const { warnings, clock } = idle()
    clock.advance(60_000)
    const { length } = warnings
    clock.advance(25_000)
    expect(warnings).toHaveLength(length)
  })
})

describe('useReconnect', () => {
  it('says why and how the session reconnects, and can retry and give up', () => {
    const { result, script, session } = renderSessionHook(() => useReconnect(), { now })
    expect(result.current).toBeNull()
    script.play()
    script.emit({ type: 'closed', code: 1006 })
    expect(result.current).toMatchObject({ mode: 'retrying', cause: 'network', heldUntil: null })
    expect(result.current).not.toHaveProperty('code')
    act(() => result.current?.retry())
    expect(result.current?.nextAttemptAt).toBeNull()
    expect(script.connections).toHaveLength(2)
    act(() => result.current?.giveUp())
    expect(result.current).toBeNull()
    expect(session.getState()).toMatchObject({ status: 'failed', end: { code: 1006 } })
  })

  it('returns the far end’s deadline while holding', () => {
    const { result, script } = renderSessionHook(() => useReconnect(), { now })
    script.play()
    script.emit({ type: 'lost', since: now, deadline: now + 60_000, exact: true, onDeadline: 'end' })
    script.emit({ type: 'media', state: 'stalled' })
    expect(result.current).toMatchObject({
      mode: 'holding',
      cause: 'far-end',
      deadline: now + 60_000,
      exact: true,
    })
  })
})

describe('useRuntimeWarning', () => {
  const limited = (remainingMs: number) => {
    const rendered = renderSessionHook(() => useRuntimeWarning(), { now })
    rendered.script.play()
    rendered.script.emit({ type: 'limit', remainingMs })
    return rendered
  }

  it('appears at the start of the warning time, with one render', () => {
    const { result, clock } = limited(600_000)
    expect(result.current).toBeNull()
    clock.advance(299_999)
    expect(result.current).toBeNull()
    const { length } = result.all
    clock.advance(1)
    expect(result.current).toEqual({ deadline: now + 600_000 })
    clock.advance(10_000)
    expect(result.all).toHaveLength(length + 1)
  })

  it('appears at once for a limit that is already near', () => {
    const { result } = limited(60_000)
    expect(result.current).toEqual({ deadline: now + 60_000 })
  })

  it('is null again when the limit is extended or lifted', () => {
    const { result, script } = limited(60_000)
    script.emit({ type: 'limit', remainingMs: 1_200_000 })
    expect(result.current).toBeNull()
    script.emit({ type: 'limit', remainingMs: 60_000 })
    expect(result.current).not.toBeNull()
    script.emit({ type: 'limit', remainingMs: null })
    expect(result.current).toBeNull()
  })

  it('leaves no timer behind', () => {
    const { clock, unmount, session } = limited(600_000)
    act(() => session.destroy())
    unmount()
    expect(clock.timers).toBe(0)
  })

  it('is null after the session has ended', () => {
    const { result, script } = limited(60_000)
    script.emit({ type: 'closed', code: 1000 })
    expect(result.current).toBeNull()
  })
})

describe('useSessionEnd', () => {
  it('says how the session ended, and is null once it starts again', () => {
    const { result, script, session } = renderSessionHook(() => useSessionEnd(), { now })
    expect(result.current).toBeNull()
    script.emit({ type: 'closed', code: 4003 })
    expect(result.current).toMatchObject({ code: 4003, clean: false, at: now })
    act(() => session.start())
    expect(result.current).toBeNull()
  })
})
