import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useCountdown } from './primitives/countdown/useCountdown.ts'
import { useSession } from './hooks/session/useSession.ts'
import { StreamView } from './components/StreamView/StreamView.tsx'
import { renderSession, renderSessionHook } from './testing.tsx'

const Status = () => <p>{useSession((state) => state.status)}</p>
const status = () => screen.getByRole('paragraph').textContent

describe('renderSession', () => {
  it('renders with a started session that the script drives', () => {
    const { script } = renderSession(<Status />)
    expect(status()).toBe('requesting')
    script.emit({ type: 'queued', position: 2 })
    expect(status()).toBe('queued')
    script.play()
    expect(status()).toBe('streaming')
  })

  it('leaves the session ready with start: false', () => {
    renderSession(<Status />, { start: false })
    expect(status()).toBe('ready')
  })

  it('controls the time of the session and of countdowns', () => {
    const now = 5_000_000
    const Left = () => <p>{useCountdown(now + 90_000)?.secondsLeft}</p>
    const { clock, session } = renderSession(<Left />, { now })
    expect(clock.now()).toBe(now)
    expect(status()).toBe('90')
    clock.advance(30_000)
    expect(status()).toBe('60')
    expect(session.getState().status).not.toBe('ready')
  })

  it('controls the environment, e.g. the online state', () => {
    const { clock, script } = renderSession(<Status />, { environment: { online: false } })
    expect(clock.online).toBe(false)
    script.play()
    script.emit({ type: 'closed', code: 1006 })
    const { length } = script.connections
    // After 30 s it would try even offline.
    clock.advance(29_000)
    expect(script.connections).toHaveLength(length)
    clock.setOnline(true)
    expect(script.connections).toHaveLength(length + 1)
  })

  it('passes on the options of the session, the source and the rendering', () => {
    const { session, container } = renderSession(<StreamView />, {
      session: { muted: true, reconnectWindowMs: 1000 },
      source: { kind: 'whep', id: 'one' },
      render: { wrapper: ({ children }) => <main>{children}</main> },
    })
    expect(session.media.get().muted).toBe(true)
    expect(session.policies.reconnectWindowMs).toBe(1000)
    expect(session.source).toMatchObject({ kind: 'whep', id: 'one' })
    expect(container.firstElementChild?.tagName).toBe('MAIN')
  })
})

describe('renderSessionHook', () => {
  it('records every value the hook returned', () => {
    const { result, script, rerender } = renderSessionHook(() => useSession((state) => state.status))
    script.play()
    rerender()
    expect(result.all).toEqual(['requesting', 'streaming', 'streaming'])
    expect(result.current).toBe('streaming')
  })
})
