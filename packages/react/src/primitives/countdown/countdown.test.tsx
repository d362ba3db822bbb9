import { act, render, renderHook, screen } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Ticks } from './Ticks.tsx'
import { useCountdown } from './useCountdown.ts'
import { useDrain } from './use-drain.ts'
import { useTimeLeft } from './use-time-left.ts'

const start = 1_700_000_000_000

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))

function Seconds({ deadline }: { deadline: number | null }) {
  return <b>{useCountdown(deadline)?.secondsLeft ?? 'none'}</b>
}

describe('useCountdown', () => {
  it('counts down whole seconds', () => {
    render(<Seconds deadline={start + 30_000} />)
    expect(screen.getByText('30')).toBeTruthy()
    pass(1000)
    expect(screen.getByText('29')).toBeTruthy()
  })

  it('stays at zero once the deadline has passed', () => {
    render(<Seconds deadline={start + 1000} />)
    pass(60_000)
    expect(screen.getByText('0')).toBeTruthy()
  })

  it('is null without a deadline, and starts no timer', () => {
    render(<Seconds deadline={null} />)
    expect(screen.getByText('none')).toBeTruthy()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([NaN, Infinity, -Infinity, 1e308])(
    'is null for the deadline %d, and starts no timer',
    (deadline) => {
      render(<Seconds deadline={deadline} />)
      expect(screen.getByText('none')).toBeTruthy()
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  it('restarts with a new deadline', () => {
    const { rerender } = render(<Seconds deadline={start + 3000} />)
    rerender(<Seconds deadline={start + 90_000} />)
    expect(screen.getByText('90')).toBeTruthy()
  })

  it('changes at full seconds of the clock, whatever the deadline', () => {
    vi.setSystemTime(start + 400)
    render(<Seconds deadline={start + 400 + 30_000} />)
    expect(screen.getByText('30')).toBeTruthy()
    pass(599)
    expect(screen.getByText('30')).toBeTruthy()
    pass(1)
    expect(screen.getByText('29')).toBeTruthy()
  })

  it('shares one timer and one commit among all countdowns', () => {
    const commits = vi.fn<() => void>()
    render(
      <Profiler id="all" onRender={commits}>
        <Seconds deadline={start + 10_000} />
        <Seconds deadline={start + 20_500} />
        <Seconds deadline={start + 30_700} />
      </Profiler>,
    )
    expect(vi.getTimerCount()).toBe(1)
    commits.mockClear()
    pass(1000)
    expect(commits).toHaveBeenCalledTimes(1)
  })

  it('leaves no timer behind', () => {
    const { unmount } = render(<Seconds deadline={start + 10_000} />)
    unmount()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is null on a server', () => {
    expect(renderToString(<Seconds deadline={start + 10_000} />)).toBe('<b>none</b>')
  })
})

describe('useTimeLeft', () => {
  it('renders once per step', () => {
    const renders = vi.fn<() => void>()
    const { result } = renderHook(() => {
      renders()
      return useTimeLeft(start + 5 * 60_000, 60_000)
    })
    expect(result.current).toBe(5)
    renders.mockClear()
    pass(59_000)
    expect(result.current).toBe(5)
    expect(renders).not.toHaveBeenCalled()
    pass(1000)
    expect(result.current).toBe(4)
    expect(renders).toHaveBeenCalledTimes(1)
  })
})

describe('a rail of ticks', () => {
  it.each([
    [2000, false, '24'],
    [10_000, false, '40'],
    [600_000, false, '60'],
    [600_000, true, '30'],
  ])('of %d ms (estimated: %s) has %s ticks', (ms, estimated, ticks) => {
    const { container } = render(<Ticks part="test-ticks" deadline={start + ms} estimated={estimated} />)
    const rail = container.querySelector<HTMLElement>('[data-standby="test-ticks"]')
    expect(rail?.style.getPropertyValue('--sb-ticks')).toBe(ticks)
  })
})

describe('useDrain', () => {
  const drain = (deadline: number, since?: number) =>
    renderHook(({ deadline }) => useDrain(deadline, since), {
      initialProps: { deadline },
      wrapper: ({ children }: { children: ReactNode }) => children,
    })

  it('starts full without a start time', () => {
    const { result } = drain(start + 8000)
    expect(result.current).toEqual({
      totalSeconds: 8,
      style: { '--sb-of': '8s', '--sb-passed': '0s' },
    })
  })

  it('starts partly drained with an earlier start time', () => {
    const { result } = drain(start + 47_000, start - 13_000)
    expect(result.current?.style).toEqual({ '--sb-of': '60s', '--sb-passed': '-13s' })
  })

  it('is in step with the number when it starts within a second', () => {
    vi.setSystemTime(start + 250)
    const { result } = drain(start + 250 + 30_000)
    expect(result.current?.style).toMatchObject({ '--sb-passed': '-0.25s' })
  })

  it.each([NaN, Infinity, 1e308])(
    'is null for the deadline %d, and ignores that value as a start time',
    (never) => {
      expect(drain(never).result.current).toBeNull()
      expect(drain(start + 8000, never).result.current?.style).toMatchObject({ '--sb-of': '8s' })
    },
  )

  it('keeps its values while time passes, so that the animation does not restart', () => {
    const { result, rerender } = drain(start + 30_000)
    const first = result.current
    vi.setSystemTime(start + 5000)
    rerender({ deadline: start + 30_000 })
    expect(result.current).toBe(first)
    rerender({ deadline: start + 90_000 })
    expect(result.current?.totalSeconds).toBe(85)
  })
})
