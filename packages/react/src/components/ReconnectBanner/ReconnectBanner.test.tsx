import { act, fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SessionOptions } from '@standby/core'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Countdown, Line, Retry, Root, Stop, Title } from './index.ts'
import { ReconnectBanner } from './ReconnectBanner.tsx'

const now = 1_900_000_000_000

const retrying = staged(({ session, script }) => {
  session.start()
  script.play()
  script.emit({ type: 'closed', code: 1006 })
})
describePart(Root, { name: 'reconnect-banner', wrapper: retrying })
describePart(Title, { name: 'reconnect-banner-title', wrapper: retrying, root: Root })
describePart(Line, { name: 'reconnect-banner-line', wrapper: retrying, root: Root })
describePart(Countdown, { name: 'reconnect-banner-countdown', wrapper: retrying, root: Root })
describePart(Retry, { name: 'reconnect-banner-retry', wrapper: retrying, root: Root })
describePart(Stop, { name: 'reconnect-banner-stop', wrapper: retrying, root: Root })

const show = (options: Omit<SessionOptions, 'source' | 'environment'> = {}) => {
  const rendered = renderSession(<ReconnectBanner />, { now, session: options })
  rendered.script.play()
  return rendered
}
type Shown = ReturnType<typeof show>

const hold = ({ script }: Shown, exact: boolean) => {
  script.emit({ type: 'lost', since: now, deadline: now + 60_000, exact, onDeadline: 'end' })
  script.emit({ type: 'media', state: 'stalled' })
}
const part = (name: string) => document.querySelector(`[data-standby="reconnect-banner-${name}"]`)
const time = () => part('countdown')?.textContent

describe('the reconnect banner', () => {
  it('is hidden while the stream plays', () => {
    expect(show().container.childElementCount).toBe(0)
  })
})

describe('the banner while it holds for a broadcaster', () => {
  it('counts down to the announced time', () => {
    const shown = show({ afk: false })
    hold(shown, true)
    expect(screen.getByRole('region', { name: 'Broadcaster dropped' })).toBeTruthy()
    shown.clock.advance(13_000)
    expect(time()).toBe('Waiting up to 0:47')
    expect(part('ticks')?.hasAttribute('data-estimated')).toBe(false)
  })

  it('shows ≈ where the time is inferred', () => {
    const shown = show({ afk: false })
    hold(shown, false)
    shown.clock.advance(15_000)
    expect(time()).toBe('Waiting about ≈ 0:45')
    expect(part('ticks')?.hasAttribute('data-estimated')).toBe(true)
  })

  it('drops the number and still waits once an inferred time has passed', () => {
    const shown = show({ afk: false })
    hold(shown, false)
    shown.clock.advance(61_000)
    expect(screen.getByText('Broadcaster dropped')).toBeTruthy()
    expect([part('countdown'), part('ticks')]).toEqual([null, null])
  })

  it('has no button, because only the far end can act', () => {
    hold(show({ afk: false }), true)
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('does not mention a broadcaster where there is no broadcast', () => {
    hold(show(), true)
    expect(screen.getByText('The picture stopped')).toBeTruthy()
  })
})

describe('the banner while it retries', () => {
  const close = ({ script }: Shown) => script.emit({ type: 'closed', code: 1006 })

  it('says which attempt is next, and when', () => {
    const shown = show()
    shown.clock.setRandom(0.999)
    close(shown)
    shown.clock.advance(1000)
    close(shown)
    expect(time()?.replace(/\s/g, ' ')).toBe('Attempt 2 in 1 s')
  })

  it('tries at once on "Retry now"', () => {
    const shown = show()
    close(shown)
    fireEvent.click(screen.getByRole('button', { name: 'Retry now' }))
    expect(shown.script.connections).toHaveLength(2)
    expect(screen.getByText('Attempt 1 is under way.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Retry now' })).toBeNull()
  })

  it('ends the session with the last code on "Stop trying"', () => {
    const shown = show()
    close(shown)
    fireEvent.click(screen.getByRole('button', { name: 'Stop trying' }))
    expect(shown.session.getState()).toMatchObject({ status: 'failed', end: { code: 1006 } })
    expect(shown.container.childElementCount).toBe(0)
  })

  it('offers no retry while this device is offline', () => {
    const shown = show()
    shown.clock.setOnline(false)
    close(shown)
    expect(screen.getByText('You’re offline')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
    shown.clock.setOnline(true)
    expect(screen.getByText('Connection lost')).toBeTruthy()
  })

  it('says how long a place is held', () => {
    const shown = renderSession(<ReconnectBanner />, { now })
    shown.script.emit({ type: 'assigned', resumeToken: 'kept', resumeWindowMs: 120_000 })
    shown.script.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
    shown.script.emit({ type: 'closed', code: 1006 })
    expect(time()).toBe('Held for 2:00')
    expect(screen.getByRole('button', { name: 'Resume now' })).toBeTruthy()
  })

  it('says how long a place is held while offline, and no longer once the time is up', () => {
    const shown = renderSession(<ReconnectBanner />, { now })
    shown.script.emit({ type: 'assigned', resumeToken: 'kept', resumeWindowMs: 15_000 })
    shown.script.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
    shown.clock.setOnline(false)
    shown.script.emit({ type: 'closed', code: 1006 })
    expect(screen.getByText('You’re offline')).toBeTruthy()
    expect(time()).toBe('Held for 0:15')
    shown.clock.advance(15_000)
    expect(time()).toBeUndefined()
    shown.clock.setOnline(true)
    expect(screen.queryByText(/is held/)).toBeNull()
  })

  it('does not take the focus', () => {
    const shown = renderSession(
      <StreamView>
        <button type="button">Elsewhere</button>
        <ReconnectBanner />
      </StreamView>,
      { now },
    )
    shown.script.play()
    act(() => screen.getByRole('button', { name: 'Elsewhere' }).focus())
    shown.script.emit({ type: 'closed', code: 1006 })
    expect(document.activeElement?.textContent).toBe('Elsewhere')
  })

  it('is announced once, as a status', () => {
    const shown = renderSession(
      <StreamView>
        <ReconnectBanner />
      </StreamView>,
      { now },
    )
    shown.script.play()
    shown.script.emit({ type: 'closed', code: 1006 })
    shown.clock.advance(200)
    expect(screen.getByRole('status').textContent).toMatch(/^Connection lost\. It reconnects by itself/)
  })
})

describe('the banner’s countdown', () => {
  it('renders only the number each second', () => {
    const shown = show({ afk: false })
    hold(shown, true)
    const banner = screen.getByRole('region')
    const label = part('label')
    const before = [...banner.children]
    shown.clock.advance(1000)
    expect([...banner.children]).toEqual(before)
    expect(part('label')).toBe(label)
  })
})
