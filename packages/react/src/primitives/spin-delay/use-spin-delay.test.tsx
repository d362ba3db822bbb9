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
  it('shows nothing for the first 400 ms', () => {
    const { result } = wait()
    pass(399)
    expect(result.current).toBe('hidden')
    pass(1)
    expect(result.current).toBe('shown')
  })

  it('never shows a wait that ends before 400 ms', () => {
    const { result, rerender } = wait()
    pass(399)
    rerender(false)
    pass(60_000)
    expect(result.current).toBe('hidden')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stays for the rest of its min time of 500 ms', () => {
    const { result, rerender } = wait()
    pass(500)
    rerender(false)
    expect(result.current).toBe('leaving')
    pass(399)
    expect(result.current).toBe('leaving')
    pass(1)
    expect(result.current).toBe('hidden')
  })

  it('is hidden at once after its min time', () => {
    const { result, rerender } = wait()
    pass(900)
    rerender(false)
    expect(result.current).toBe('hidden')
  })

  it('is shown again when a new wait starts while it is leaving', () => {
    const { result, rerender } = wait()
    pass(500)
    rerender(false)
    pass(100)
    rerender(true)
    expect(result.current).toBe('shown')
    pass(60_000)
    expect(result.current).toBe('shown')
  })

  it('starts the delay again for each wait', () => {
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
