import { act, render, screen } from '@testing-library/react'
import { createContext, Profiler, useContext, useMemo, useSyncExternalStore, type ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { compound } from './compound.tsx'

interface CounterState {
  readonly count: number
}

let current: number | null = 0
const listeners = new Set<() => void>()
function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function set(next: number | null) {
  current = next
  act(() => listeners.forEach((listener) => listener()))
}

const calls = vi.fn<() => void>()
function useCounter(): CounterState | null {
  calls()
  const count = useSyncExternalStore(subscribe, () => current)
  return useMemo(() => (count === null ? null : { count }), [count])
}
const counter = compound('Counter', useCounter)
const Root = counter.root('Root', 'section', (state) => state && { 'data-count': state.count })
const Digits = counter.part('Digits', 'b', ({ count }) => ({ children: count }))
const Plain = counter.part('Plain', 'i', () => ({}))

function Sign() {
  return <u>{counter.useRootState('Sign').count}</u>
}

beforeEach(() => {
  current = 0
  calls.mockClear()
})

describe('a component of several parts', () => {
  it('computes its state once, in the root, and its parts read it from there', () => {
    const { container } = render(
      <Root>
        <Digits />
        <Digits />
        <Plain />
        <Sign />
      </Root>,
    )
    expect(calls).toHaveBeenCalledTimes(1)
    expect(container.textContent).toBe('000')
    set(7)
    expect(calls).toHaveBeenCalledTimes(2)
    expect(container.textContent).toBe('777')
  })

  it('commits once per change, and renders nothing inside the root that does not read the state', () => {
    const [commits, other] = [vi.fn<() => void>(), vi.fn<() => void>()]
    function Other() {
      other()
      return null
    }
    render(
      <Profiler id="counter" onRender={commits}>
        <Root>
          <Digits />
          <Other />
        </Root>
      </Profiler>,
    )
    for (const count of [1, 2, 3, 4]) set(count)
    expect(commits).toHaveBeenCalledTimes(5)
    expect(other).toHaveBeenCalledTimes(1)
  })

  it('has no parts while there is no state', () => {
    const { container } = render(
      <Root>
        <Digits />
      </Root>,
    )
    set(null)
    expect(container.childElementCount).toBe(0)
    set(3)
    expect(container.textContent).toBe('3')
  })

  it('names its parts, for React and in the document', () => {
    const OfferTitle = counter.part('OfferTitle', 'h2', () => ({}))
    const Label = counter.part('Label', 'h3', () => ({}), 'Root', 'counter-title')
    const { container } = render(
      <Root>
        <OfferTitle />
        <Label />
      </Root>,
    )
    expect([Root, OfferTitle, Label].map(({ displayName }) => displayName)).toEqual([
      'Counter.Root',
      'Counter.OfferTitle',
      'Counter.Label',
    ])
    const named = container.querySelectorAll<HTMLElement>('[data-standby]')
    expect([...named].map(({ dataset }) => dataset['standby'])).toEqual([
      'counter',
      'counter-offer-title',
      'counter-title',
    ])
  })

  it('can have two roots with the same state', () => {
    const Count = createContext(1)
    const useCount = () => {
      const count = useContext(Count)
      return useMemo(() => ({ count }), [count])
    }
    const pair = compound('Pair', useCount)
    const Card = pair.root('Card', 'section', () => ({}))
    const Dialog = pair.root('Dialog', 'div', () => ({}))
    const Digit = pair.part('Digit', 'b', ({ count }) => ({ children: count }))
    const { container } = render(
      <Count.Provider value={5}>
        <Card>
          <Digit />
        </Card>
        <Dialog>
          <Digit />
        </Dialog>
      </Count.Provider>,
    )
    expect(container.textContent).toBe('55')
  })

  it('keeps the state inside a root that is replaced', () => {
    render(
      <Root render={(props, { count }) => <article {...props} ref={null} aria-label={`from ${count}`} />}>
        <Digits />
      </Root>,
    )
    expect(screen.getByRole('article', { name: 'from 0' }).textContent).toBe('0')
  })
})

describe('a part outside of its root', () => {
  const outside = (ui: ReactElement) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    // React 18 also reports the error to the window.
    const quiet = (event: Event) => event.preventDefault()
    window.addEventListener('error', quiet)
    try {
      render(ui)
    } catch (thrown) {
      return String(thrown)
    } finally {
      window.removeEventListener('error', quiet)
      error.mockRestore()
    }
    return 'nothing thrown'
  }

  it('throws what happened, why that is a problem and how to fix it', () => {
    expect(outside(<Digits />)).toBe(
      'Error: Standby: <Counter.Digits> is outside of its root. ' +
        'It gets its state from there, so it does not know what to show here. ' +
        'Render it inside of <Counter.Root>.',
    )
    expect(outside(<Sign />)).toContain('<Counter.Sign> is outside of its root')
  })

  it('names the root it belongs in, where the component has two', () => {
    const pair = compound('Pair', () => null)
    pair.root('Root', 'section', () => null)
    pair.root('Dialog', 'div', () => null)
    const OfCard = pair.part('OfCard', 'b', () => ({}))
    const OfDialog = pair.part('OfDialog', 'b', () => ({}), 'Dialog')
    expect(outside(<OfCard />)).toMatch(/ Render it inside of <Pair\.Root>\.$/)
    expect(outside(<OfDialog />)).toMatch(/ Render it inside of <Pair\.Dialog>\.$/)
  })
})
