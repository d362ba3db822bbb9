import { expect, it, vi } from 'vitest'
import { drivenEnvironment } from './driven-environment.ts'

it('moves its clock without running timers', () => {
  const page = drivenEnvironment()
  const before = page.now()
  page.skip(600_000)
  expect(page.now() - before).toBeGreaterThanOrEqual(600_000)
  expect(page.now() - before).toBeLessThan(610_000)
})

it('tells a listener when it is hidden and shown', () => {
  const page = drivenEnvironment()
  const heard = vi.fn(() => page.visible)
  const stop = page.on('visibilitychange', heard)
  page.setVisible(false)
  page.setVisible(true)
  stop()
  page.setVisible(false)
  expect(heard.mock.results.map(({ value }) => value)).toEqual([false, true])
})

it('copies its storage to another tab, and shares nothing afterwards', () => {
  const page = drivenEnvironment()
  page.storage?.setItem('token', 'r-1')
  const other = drivenEnvironment(page.copyStorage())
  page.storage?.removeItem('token')
  expect(other.storage?.getItem('token')).toBe('r-1')
  expect(page.storage?.getItem('token')).toBeNull()
})

it('tells a listener of human input until it stops listening', () => {
  const page = drivenEnvironment()
  const heard = vi.fn()
  const stop = page.onInput(heard)
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  stop()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', bubbles: true }))
  expect(heard).toHaveBeenCalledTimes(1)
})
