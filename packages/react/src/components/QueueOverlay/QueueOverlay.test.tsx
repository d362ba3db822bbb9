import { act, fireEvent, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { SourceEvent } from '@standby/core/source'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import * as Queue from './index.ts'
import { QueueOverlay } from './QueueOverlay.tsx'

const minute = 60_000
type Queued = Omit<Extract<SourceEvent, { type: 'queued' }>, 'type'>

const queued = staged(({ session, script }) => {
  session.start()
  script.emit({ type: 'queued', position: 12, length: 48, etaMs: 3 * minute })
})
describePart(Queue.Root, { name: 'queue-overlay', wrapper: queued })
describePart(Queue.Title, { name: 'queue-overlay-title', wrapper: queued, root: Queue.Root })
describePart(Queue.Joined, { name: 'queue-overlay-meta', wrapper: queued, root: Queue.Root })
describePart(Queue.Position, { name: 'queue-overlay-position', wrapper: queued, root: Queue.Root })
describePart(Queue.Length, { name: 'queue-overlay-length', wrapper: queued, root: Queue.Root })
describePart(Queue.Estimate, { name: 'queue-overlay-estimate', wrapper: queued, root: Queue.Root })
describePart(Queue.Line, { name: 'queue-overlay-line', wrapper: queued, root: Queue.Root })
describePart(Queue.Leave, { name: 'queue-overlay-leave', wrapper: queued, root: Queue.Root })

const offered = staged(({ session, script }) => {
  session.start()
  script.emit({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } })
})
describePart(Queue.Offer, { name: 'queue-overlay-offer', wrapper: offered })
describePart(Queue.OfferCountdown, {
  name: 'queue-overlay-offer-countdown',
  wrapper: offered,
  root: Queue.Offer,
})
describePart(Queue.OfferTitle, { name: 'queue-overlay-offer-title', wrapper: offered, root: Queue.Offer })
describePart(Queue.OfferLine, { name: 'queue-overlay-offer-line', wrapper: offered, root: Queue.Offer })
describePart(Queue.Accept, { name: 'queue-overlay-accept', wrapper: offered, root: Queue.Offer })
describePart(Queue.Decline, { name: 'queue-overlay-decline', wrapper: offered, root: Queue.Offer })

const show = (queue: Queued) => {
  const rendered = renderSession(
    <I18nProvider locale="en-u-hc-h23">
      <StreamView>
        <QueueOverlay />
      </StreamView>
    </I18nProvider>,
    { now: new Date(2030, 0, 1, 20, 41).getTime() },
  )
  const update = (next: Queued) => rendered.script.emit({ type: 'queued', ...next })
  update(queue)
  return { ...rendered, update }
}
const part = (name: string) => document.querySelector<HTMLElement>(`[data-standby="queue-overlay-${name}"]`)
const text = (name: string) => part(name)?.textContent?.replace(/\u00A0/g, ' ')
const title = () => screen.getByRole('heading').textContent

describe('the queue card', () => {
  it('shows position, length, estimate and the time of joining', () => {
    show({ position: 12, length: 48, etaMs: 3 * minute })
    expect(title()).toBe('You’re in the queue')
    expect([text('position'), text('length'), text('estimate')]).toEqual(['12', 'of 48', 'about 3 min'])
    expect(text('meta')).toBe('Joined 20:41')
  })

  it('leaves out an unknown length and estimate', () => {
    show({ position: 12 })
    expect([part('length'), part('estimate')]).toEqual([null, null])
    expect(text('line')).toMatch(/^No estimate yet\./)
    expect(part('ticks')?.hasAttribute('data-open')).toBe(true)
  })

  it.each([
    [0, 'about 1 min'],
    [20_000, 'about 1 min'],
    [-5 * minute, 'about 1 min'],
    [90_000, 'about 2 min'],
    [80 * minute, 'about 1 h 20 min'],
  ])('estimates %i ms as "%s"', (etaMs, expected) => {
    show({ position: 2, etaMs })
    expect(text('estimate')).toBe(expected)
  })

  it('shows one tick per viewer, and max 60 ticks in a long queue', () => {
    const { update } = show({ position: 12, length: 48 })
    const style = () => part('ticks')?.style
    expect(style()?.getPropertyValue('--sb-ticks')).toBe('48')
    expect(style()?.getPropertyValue('--sb-fraction')).toBe('0.25')
    update({ position: 600, length: 1200 })
    expect(style()?.getPropertyValue('--sb-ticks')).toBe('60')
    expect(style()?.getPropertyValue('--sb-fraction')).toBe('0.5')
  })

  it('says that the viewer is next', () => {
    show({ position: 1, length: 48 })
    expect(title()).toBe('You’re next')
    expect(text('line')).toBe('The next free place is yours. Keep this tab open.')
  })

  it('shows a position that got worse, and says so', () => {
    const { update } = show({ position: 12, length: 48, etaMs: minute })
    update({ position: 14, length: 51, etaMs: minute })
    expect(text('position')).toBe('14')
    expect(text('line')).toBe('Was 12 a moment ago. The order can change; your place is kept.')
    expect(part('position')?.querySelector('[data-roll="back"]')).not.toBeNull()
    update({ position: 13, length: 51, etaMs: minute })
    expect(text('line')).toBe('Your place is kept while this tab is open.')
  })

  it('does not compare with the position in an earlier queue', () => {
    const { update, session, clock } = show({ position: 3 })
    update({ position: 2 })
    clock.advance(minute)
    act(() => session.leave())
    clock.advance(minute)
    act(() => session.start())
    update({ position: 9 })
    expect(text('line')).toMatch(/^No estimate yet/)
    expect(part('position')?.querySelector('[data-roll]')?.getAttribute('data-roll')).toBe('')
  })

  it('remembers the better position after a missed offer', () => {
    const { update } = show({ position: 1, length: 3 })
    update({ position: 1, length: 3, offer: { expiresInMs: 10_000 } })
    expect(part('line')).toBeNull()
    update({ position: 3, length: 3 })
    expect(text('line')).toBe('Was 1 a moment ago. The order can change; your place is kept.')
  })

  it('remembers the position across a reconnect to the same queue', () => {
    const { update, script, clock } = show({ position: 5 })
    script.emit({ type: 'closed', code: 1006 })
    expect(part('line')).toBeNull()
    clock.advance(15_000)
    update({ position: 7 })
    expect(text('line')).toMatch(/^Was 5 a moment ago\./)
  })

  it('leaves the queue on "Leave the queue"', () => {
    const { session, clock } = show({ position: 12 })
    fireEvent.click(screen.getByRole('button', { name: 'Leave the queue' }))
    clock.advance(0)
    expect(session.getState().end).toMatchObject({ kind: 'left' })
  })

  it('commits once per update', () => {
    const commits = vi.fn<() => void>()
    const { script } = renderSession(
      <Profiler id="queue" onRender={commits}>
        <QueueOverlay />
      </Profiler>,
    )
    script.emit({ type: 'queued', position: 12, length: 48, etaMs: 3 * minute })
    commits.mockClear()
    script.emit({ type: 'queued', position: 11, length: 47, etaMs: 2 * minute })
    expect(commits).toHaveBeenCalledTimes(1)
  })
})

describe('the queue announcer', () => {
  const said = () =>
    [...document.querySelectorAll('output')]
      .map((outlet) => outlet.textContent)
      .join('')
      .replace(/\u00A0/g, ' ')

  it('says that the viewer is in the queue, then improvements, at most every 10 s', () => {
    const { update, clock } = show({ position: 12, length: 48 })
    clock.advance(200)
    expect(said()).toBe('You’re in the queue')
    update({ position: 11, length: 48 })
    clock.advance(3000)
    expect(said()).toBe('Position 11 of 48')
    update({ position: 10, length: 48 })
    update({ position: 9, length: 48 })
    clock.advance(3000)
    expect(said()).toBe('Position 11 of 48')
    clock.advance(7000)
    expect(said()).toBe('Position 9 of 48')
  })

  it('says nothing when the position gets worse', () => {
    const { update, clock } = show({ position: 12, length: 48 })
    clock.advance(20_000)
    update({ position: 14, length: 48 })
    clock.advance(20_000)
    expect(said()).not.toContain('14')
  })

  it('says no position once the viewer has left the queue', () => {
    const { update, clock, script } = show({ position: 12, length: 48 })
    clock.advance(3000)
    update({ position: 11, length: 48 })
    clock.advance(3000)
    expect(said()).toBe('Position 11 of 48')
    update({ position: 4, length: 48 })
    script.play()
    clock.advance(60_000)
    expect(said()).not.toContain('4 of')
  })

  it('says at once that the viewer is next', () => {
    const { update, clock } = show({ position: 2, length: 48 })
    clock.advance(200)
    update({ position: 1, length: 48 })
    clock.advance(200)
    expect(said()).toBe('You’re next')
  })
})

describe('an offered place', () => {
  const offer = { position: 1, offer: { expiresInMs: 30_000 } }

  it('replaces the queue card', () => {
    const { update } = show({ position: 1 })
    update(offer)
    expect(screen.getByRole('alertdialog', { name: 'Your place is ready' })).toBeTruthy()
    expect(document.querySelector('[data-standby="queue-overlay"]')).toBeNull()
  })

  it('counts down to its deadline', () => {
    const { clock } = show(offer)
    clock.advance(10_000)
    expect(screen.getByRole('timer').textContent).toBe('20')
  })

  it.each([
    ['Start now', 'accept'],
    ['Give it up', 'decline'],
  ])('is answered by the button "%s" with %s', (name, type) => {
    const { script } = show(offer)
    fireEvent.click(screen.getByRole('button', { name }))
    expect(script.last.commands).toContainEqual({ type })
  })

  it('is not answered by Escape', () => {
    const { script } = show(offer)
    const before = script.last.commands.length
    fireEvent(screen.getByRole('alertdialog'), new Event('cancel', { cancelable: true }))
    expect(script.last.commands).toHaveLength(before)
    expect(screen.getByRole('alertdialog')).toBeTruthy()
  })
})
