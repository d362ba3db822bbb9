import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSpinDelay } from './use-spin-delay.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))
const wait = (waiting = true) => renderHook(useSpinDelay, { initialProps: waiting })

describe('useSpinDelay', () => {
  it('shows nothing before its time', () => {
    const { result } = wait()
    pass(399)
    expect(result.current).toBe('hidden')
    pass(1)
    expect(result.current).toBe('shown')
  })

  it('never shows a wait that was over by then', () => {
    const { result, rerender } = wait()
    pass(399)
    rerender(false)
    pass(60_000)
    expect(result.current).toBe('hidden')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stays for the rest of its minimum', () => {
    const { result, rerender } = wait()
    pass(500)
    rerender(false)
    expect(result.current).toBe('leaving')
    pass(399)
    expect(result.current).toBe('leaving')
    pass(1)
    expect(result.current).toBe('hidden')
  })

  it('goes at once where it stood long enough', () => {
    const { result, rerender } = wait()
    pass(900)
    rerender(false)
    expect(result.current).toBe('hidden')
  })

  it('stays where the wait begins again while it is leaving', () => {
    const { result, rerender } = wait()
    pass(500)
    rerender(false)
    pass(100)
    rerender(true)
    expect(result.current).toBe('shown')
    pass(60_000)
    expect(result.current).toBe('shown')
  })

  it('counts anew for each wait', () => {
    const { result, rerender } = wait()
    pass(300)
    rerender(false)
    rerender(true)
    pass(399)
    expect(result.current).toBe('hidden')
  })

  it('leaves no timer behind', () => {
    const { unmount } = wait()
    unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
