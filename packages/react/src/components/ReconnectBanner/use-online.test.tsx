import { act, renderHook } from '@testing-library/react'
import { manualEnvironment } from '@standby/core/testing'
import { expect, it } from 'vitest'
import { ClockContext } from '../../primitives/context/clock.ts'
import { useOnline } from './use-online.ts'

it('useOnline follows the device off and on, and leaves no listener behind', () => {
  const environment = manualEnvironment()
  const { result, unmount } = renderHook(useOnline, {
    wrapper: ({ children }) => <ClockContext.Provider value={environment}>{children}</ClockContext.Provider>,
  })
  expect(result.current).toBe(true)
  act(() => environment.setOnline(false))
  expect(result.current).toBe(false)
  act(() => environment.setOnline(true))
  expect(result.current).toBe(true)
  unmount()
  expect(environment.listeners).toBe(0)
})
