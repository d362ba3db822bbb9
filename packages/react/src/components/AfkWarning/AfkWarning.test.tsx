import { act, fireEvent, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { AfkWarning } from './AfkWarning.tsx'
import { Countdown, Leave, Line, Root, Stay, Title } from './index.ts'

const idle = staged(
  ({ session, script }) => {
    session.start()
    script.play()
  },
  { mounted: ({ clock }) => clock.advance(120_000) },
)
describePart(Root, { name: 'afk-warning', wrapper: idle })
describePart(Countdown, { name: 'afk-warning-countdown', wrapper: idle, root: Root })
describePart(Title, { name: 'afk-warning-title', wrapper: idle, root: Root })
describePart(Line, { name: 'afk-warning-line', wrapper: idle, root: Root })
describePart(Stay, { name: 'afk-warning-stay', wrapper: idle, root: Root })
describePart(Leave, { name: 'afk-warning-leave', wrapper: idle, root: Root })

const show = () => {
  const rendered = renderSession(
    <StreamView>
      <AfkWarning />
    </StreamView>,
    { now: 1_900_000_000_000 },
  )
  rendered.script.play()
  return rendered
}
const away = () => {
  const rendered = show()
  rendered.clock.advance(120_000)
  return rendered
}
const dialog = () => screen.queryByRole('alertdialog')
const seconds = () => screen.getByRole('timer').textContent

describe('the AFK warning', () => {
  it('is hidden while the viewer is active', () => {
    const { clock } = show()
    clock.advance(119_999)
    expect(dialog()).toBeNull()
  })

  it('asks whether the viewer is there, and says what happens and when', () => {
    away()
    const node = dialog() as HTMLElement
    expect(node.getAttribute('aria-label')).toBe('Are you still there?')
    const described = document.getElementById(node.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toMatch(/^Your session ends when the time is up/)
    expect(seconds()).toBe('30')
  })

  it('counts down, and marks the last ten seconds', () => {
    const { clock } = away()
    const last = () => screen.getByRole('timer').querySelector('[data-last]')
    clock.advance(19_000)
    expect([seconds(), last()]).toEqual(['11', null])
    clock.advance(1000)
    expect([seconds(), last()?.textContent]).toEqual(['10', '10'])
  })

  it('shows one dot per second', () => {
    away()
    expect(screen.getByRole('timer').style.getPropertyValue('--sb-ticks')).toBe('30')
  })

  it('closes when the time is up', () => {
    const { clock, session } = away()
    clock.advance(30_000)
    expect(session.getState().end).toMatchObject({ kind: 'afk', code: 4004 })
    expect(dialog()).toBeNull()
  })
})

describe('the AFK dialog', () => {
  it('keeps the session on "I’m still here"', () => {
    const { session } = away()
    fireEvent.click(screen.getByRole('button', { name: 'I’m still here' }))
    expect(session.getState().status).toBe('streaming')
    expect(dialog()).toBeNull()
  })

  it('ends the session on "Leave"', () => {
    const { session, clock } = away()
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }))
    clock.advance(0)
    expect(session.getState().end).toMatchObject({ kind: 'left' })
  })

  it('keeps the session when it is cancelled, e.g. by Escape', () => {
    const { session } = away()
    const cancel = new Event('cancel', { cancelable: true })
    act(() => void dialog()?.dispatchEvent(cancel))
    expect(cancel.defaultPrevented).toBe(true)
    expect(session.getState().status).toBe('streaming')
  })

  it('keeps the session when something else closes it', () => {
    const { session } = away()
    const node = dialog() as HTMLDialogElement
    node.removeAttribute('open')
    fireEvent(node, new Event('close'))
    expect(session.getState().status).toBe('streaming')
  })
})

describe('the spoken countdown', () => {
  it('is announced at 20, 10 and 5 s, inside the dialog because everything outside is inert', () => {
    const { clock } = away()
    const outlet = () =>
      dialog()
        ?.querySelector('output')
        ?.textContent?.replace(/\u00A0/g, ' ')
    const heard: (string | undefined)[] = []
    for (let second = 0; second < 28; second++) {
      clock.advance(1000)
      const text = outlet()
      if (text && text !== heard.at(-1)) heard.push(text)
    }
    expect(heard).toEqual(['20 s left', '10 s left', '5 s left'])
  })

  it('stops once the viewer has answered', () => {
    const { clock, session } = away()
    clock.advance(10_000)
    act(() => session.stay())
    clock.advance(5000)
    expect(document.body.textContent).not.toContain('left')
  })
})

describe('a modal dialog', () => {
  type Modal = HTMLDialogElement & { showModal?: () => void; close?: () => void }
  const prototype = HTMLDialogElement.prototype as Modal
  const { showModal, close } = prototype
  afterEach(() => {
    Object.assign(prototype, { showModal, close })
  })

  it('opens and closes without counting as an answer, also in strict mode', () => {
    const calls: string[] = []
    prototype.showModal = vi.fn<(this: HTMLDialogElement) => void>(function showModal() {
      calls.push('open')
      this.setAttribute('open', '')
    })
    prototype.close = vi.fn<(this: HTMLDialogElement) => void>(function close() {
      calls.push('close')
      this.removeAttribute('open')
      queueMicrotask(() => this.dispatchEvent(new Event('close')))
    })
    const { script, clock, session } = renderSession(
      <StrictMode>
        <StreamView>
          <AfkWarning />
        </StreamView>
      </StrictMode>,
    )
    script.play()
    clock.advance(120_000)
    expect(session.getState().status).toBe('idle')
    expect(calls.filter((call) => call === 'open').length).toBeGreaterThan(0)
    expect(calls.at(-1)).toBe('open')
    act(() => session.stay())
    expect(calls.at(-1)).toBe('close')
    expect(dialog()).toBeNull()
  })
})
