import { Component, type ErrorInfo, type ReactNode, StrictMode, createRef, useState } from 'react'
import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { describePart } from './conformance.fixture.tsx'
import { part } from './part.tsx'

const stateless = {}
const useNoState = () => stateless

const Plain = part('SoundGate', 'div', 'sound-gate', useNoState, () => ({}))
describePart(Plain, { name: 'sound-gate' })

const ownRef = createRef<HTMLButtonElement>()
const own = vi.fn<() => void>()
function useCounter() {
  const [count, setCount] = useState(0)
  return { count, add: () => setCount(count + 1) }
}
function useOwn({ count, add }: { count: number; add: () => void }) {
  const onClick = () => {
    own()
    add()
  }
  return { 'data-count': count, onClick, children: `Pressed ${count}`, ref: ownRef }
}
const Counter = part('Controls.Play', 'button', 'controls-play', useCounter, useOwn)
describePart(Counter, { name: 'controls-play' })

describe('part', () => {
  it('gets its own props from hooks', () => {
    render(<Counter />)
    fireEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button', { name: 'Pressed 1' }).dataset['count']).toBe('1')
    expect(ownRef.current).toBe(screen.getByRole('button'))
  })

  it('has the name that a consumer writes in developer tools and component stacks', () => {
    const Broken = part('QueueOverlay.Position', 'span', 'queue-overlay-position', useNoState, () => {
      throw new Error('broken')
    })
    vi.spyOn(console, 'error').mockImplementation(() => {})
    let stack = ''
    class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
      override state = { broken: false }
      static getDerivedStateFromError = () => ({ broken: true })
      override componentDidCatch(_: Error, { componentStack }: ErrorInfo) {
        stack = componentStack ?? ''
      }
      override render = () => (this.state.broken ? null : this.props.children)
    }
    render(
      <Boundary>
        <Broken />
      </Boundary>,
    )
    expect(Broken.displayName).toBe('QueueOverlay.Position')
    expect(stack).toContain('QueueOverlay.Position')
    vi.restoreAllMocks()
  })

  it('renders buttons that submit no form', () => {
    render(<Counter />)
    expect(screen.getByRole('button').getAttribute('type')).toBe('button')
  })

  it('replaces its own text by children', () => {
    render(<Counter>Press</Counter>)
    expect(screen.getByRole('button').textContent).toBe('Press')
  })

  it('renders nothing where its own props are null', () => {
    const Empty = part('Empty', 'div', 'empty', useNoState, () => null)
    const { container } = render(<Empty render={<p>never</p>} />)
    expect(container.childElementCount).toBe(0)
  })

  it('renders nothing where there is no state, and calls no function of the consumer', () => {
    const Absent = part(
      'Absent',
      'div',
      'absent',
      (): object | null => null,
      () => ({}),
    )
    const given = vi.fn<() => null>(() => null)
    const { container } = render(<Absent className={() => String(given())} render={given} />)
    expect(container.childElementCount).toBe(0)
    expect(given).not.toHaveBeenCalled()
  })

  it('takes its class name and its element from functions of the current state', () => {
    render(
      <Counter
        className={({ count }) => (count > 0 ? 'pressed' : undefined)}
        render={(props, { count }) => (
          <button {...props} ref={null}>
            {count === 0 ? 'Never' : 'Once'}
          </button>
        )}
      />,
    )
    expect(screen.getByRole('button', { name: 'Never' }).className).toBe('')
    fireEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button', { name: 'Once' }).className).toBe('pressed')
  })

  it('keeps the children of the element it renders as', () => {
    render(<Counter render={<a href="#x">Link</a>} />)
    expect(screen.getByRole('link', { name: 'Link' }).dataset['standby']).toBe('controls-play')
  })

  it('keeps a ref attached across renders', () => {
    const ref = vi.fn<(node: HTMLButtonElement | null) => void>()
    const { rerender } = render(<Counter ref={ref} title="a" />)
    rerender(<Counter ref={ref} title="b" />)
    expect(ref).toHaveBeenCalledTimes(1)
  })

  it('causes no warning in strict mode', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    render(
      <StrictMode>
        <Counter render={<span ref={createRef()} />} />
      </StrictMode>,
    )
    expect(error).not.toHaveBeenCalled()
    error.mockRestore()
  })
})
