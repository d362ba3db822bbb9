import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SourceEvent } from '@standby/core/source'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession } from '../../testing.tsx'
import { Estimate, Leave, Line, Root, State, Time, Title } from './index.ts'
import { NotLiveScreen } from './NotLiveScreen.tsx'

const minute = 60_000
const hour = 60 * minute
const now = new Date(2030, 0, 1, 19, 46).getTime()

const planned = staged(({ session, script, clock }) => {
  session.start()
  script.emit({ type: 'not-live', reason: 'not-started', startsAt: clock.now() + hour })
})
describePart(Root, { name: 'not-live-screen', wrapper: planned })
describePart(State, { name: 'not-live-screen-state', wrapper: planned, root: Root })
describePart(Title, { name: 'not-live-screen-title', wrapper: planned, root: Root })
describePart(Time, { name: 'not-live-screen-time', wrapper: planned, root: Root })
describePart(Estimate, { name: 'not-live-screen-estimate', wrapper: planned, root: Root })
describePart(Line, { name: 'not-live-screen-line', wrapper: planned, root: Root })
describePart(Leave, { name: 'not-live-screen-leave', wrapper: planned, root: Root })

type NotLive = Omit<Extract<SourceEvent, { type: 'not-live' }>, 'type'>

const show = (notLive: NotLive) => {
  const rendered = renderSession(
    <I18nProvider locale="en-u-hc-h23">
      <NotLiveScreen />
    </I18nProvider>,
    { now, session: { afk: false } },
  )
  rendered.script.emit({ type: 'not-live', ...notLive })
  return rendered
}
const text = (part: string) =>
  document.querySelector(`[data-standby="not-live-screen-${part}"]`)?.textContent?.replace(/\u00A0/g, ' ')
const title = () => screen.getByRole('heading').textContent

describe('a broadcast with a start time', () => {
  it('shows the time and how far off it is', () => {
    show({ reason: 'not-started', startsAt: now + 14 * minute })
    expect([title(), text('time'), text('estimate')]).toEqual([
      'The broadcast starts at',
      '20:00',
      'in 14 min',
    ])
    expect(text('line')).toBe('It plays here by itself. No need to reload.')
  })

  it('has a machine-readable time', () => {
    show({ reason: 'not-started', startsAt: now + 14 * minute })
    const time = document.querySelector('time')
    expect(time?.dateTime).toBe(new Date(now + 14 * minute).toISOString())
  })

  it('counts down in minutes, never below one', () => {
    const { clock } = show({ reason: 'not-started', startsAt: now + 14 * minute })
    clock.advance(60_000)
    expect(text('estimate')).toBe('in 13 min')
    clock.advance(12 * minute + 59_000)
    expect(text('estimate')).toBe('in 1 min')
  })

  it('shows hours, and from 24 h on the date', () => {
    const { script } = show({ reason: 'not-started', startsAt: now + 2 * hour + 5 * minute })
    expect(text('estimate')).toBe('in 2 h 5 min')
    script.emit({ type: 'not-live', reason: 'not-started', startsAt: now + 50 * hour })
    expect(text('estimate')).toBe('Thu, Jan 3')
  })

  it('says "Starting soon" once the time has passed', () => {
    const { clock } = show({ reason: 'not-started', startsAt: now + 14 * minute })
    clock.advance(14 * minute)
    expect(title()).toBe('Starting soon')
    expect(text('line')).toBe('It was planned for 20:00. It plays here by itself.')
    expect(text('time')).toBeUndefined()
  })
})

describe('a broadcast without a start time', () => {
  it.each(['not-started', 'empty'] as const)('says that it has not started (%s)', (reason) => {
    show({ reason })
    expect([text('state'), title()]).toEqual(['Waiting', 'The broadcast hasn’t started'])
  })
})

describe('a broadcast that has ended', () => {
  it('is watched for a restart', () => {
    show({ reason: 'ended', endedAt: now - 5 * minute })
    expect(title()).toBe('Watching for a restart')
    expect(text('line')).toBe('The broadcast ended at 19:41. If it comes back, it plays here by itself.')
  })

  it('shows no end time where it is unknown', () => {
    show({ reason: 'ended' })
    expect(text('line')).toBe('If the broadcast comes back, it plays here by itself.')
  })

  it('is no longer watched after "Stop watching"', () => {
    const { session, clock } = show({ reason: 'ended' })
    fireEvent.click(screen.getByRole('button', { name: 'Stop watching' }))
    clock.advance(0)
    expect(session.getState().end).toMatchObject({ kind: 'left' })
  })
})

it('NotLiveScreen disappears when the broadcast begins', () => {
  const { script, container } = show({ reason: 'not-started' })
  script.play()
  expect(container.childElementCount).toBe(0)
})
