import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SessionOptions } from '@standby/core'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession } from '../../testing.tsx'
import { ConnectingScreen } from './ConnectingScreen.tsx'
import { Cancel, Line, Meta, Root, State, Steps, Title } from './index.ts'

const waiting = staged(({ session }) => session.start(), { mounted: ({ clock }) => clock.advance(400) })
const opening = staged(
  ({ session, script }) => {
    session.start()
    script.emit({ type: 'assigned' }, { type: 'progress', step: 'transport' })
  },
  { mounted: ({ clock }) => clock.advance(400) },
)
describePart(Root, { name: 'connecting-screen', wrapper: waiting })
describePart(State, { name: 'connecting-screen-state', wrapper: opening, root: Root })
describePart(Meta, { name: 'connecting-screen-meta', wrapper: opening, root: Root })
describePart(Title, { name: 'connecting-screen-title', wrapper: opening, root: Root })
describePart(Line, { name: 'connecting-screen-line', wrapper: waiting, root: Root })
describePart(Steps, { name: 'connecting-screen-steps', wrapper: opening, root: Root })
describePart(Cancel, { name: 'connecting-screen-cancel', wrapper: opening, root: Root })

const show = (session: Omit<SessionOptions, 'source' | 'environment'> = {}) =>
  renderSession(<ConnectingScreen />, { session })
const title = () => screen.queryByRole('heading')?.textContent
const steps = () =>
  screen.getAllByRole('listitem').map((step) => {
    const state = step.getAttribute('aria-current') ?? (step.hasAttribute('data-done') ? 'done' : 'to come')
    return `${step.textContent}: ${state}`
  })

describe('the connecting screen', () => {
  it('shows nothing for the first 400 ms', () => {
    const { clock, container } = show()
    clock.advance(399)
    expect(container.childElementCount).toBe(0)
    clock.advance(1)
    expect(title()).toBe('Contacting the stream')
  })

  it('never appears when the picture is there before 400 ms', () => {
    const { clock, script, container } = show()
    clock.advance(399)
    script.play()
    clock.advance(1000)
    expect(container.childElementCount).toBe(0)
  })

  it('stays long enough to be read, with its last text', () => {
    const { clock, script } = show()
    script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' })
    clock.advance(450)
    script.play()
    expect(title()).toBe('Waiting for the first picture')
    clock.advance(450)
    expect(title()).toBeUndefined()
  })

  it('gives way to any other screen at once', () => {
    const { clock, script } = show()
    clock.advance(450)
    script.emit({ type: 'not-live', reason: 'not-started' })
    expect(title()).toBeUndefined()
  })
})

describe('the connecting steps', () => {
  it('are replaced by a line until the source answers', () => {
    const { clock } = show()
    clock.advance(400)
    expect(screen.getByText('This takes a moment.')).toBeTruthy()
    expect(screen.queryByRole('list')).toBeNull()
  })

  it('are marked as done, current or still to come', () => {
    const { clock, script } = show()
    clock.advance(400)
    script.emit({ type: 'assigned' })
    expect(title()).toBe('Getting your place ready')
    script.emit({ type: 'progress', step: 'transport' })
    expect(title()).toBe('Opening the connection')
    expect(screen.getByText('Step 2 of 3')).toBeTruthy()
    expect(steps()).toEqual(['Place assigned: done', 'Connection: step', 'First picture: to come'])
  })

  it('leave out the place in a broadcast', () => {
    const { clock, script } = show({ afk: false })
    clock.advance(400)
    script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' })
    expect(steps()).toEqual(['Connection: done', 'First picture: step'])
    expect(screen.getByText('Step 2 of 2')).toBeTruthy()
  })

  it('can be cancelled by the viewer', () => {
    const { clock, session } = show()
    clock.advance(400)
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    clock.advance(0)
    expect(session.getState().end).toMatchObject({ kind: 'left' })
  })
})
