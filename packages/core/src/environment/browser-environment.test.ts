import { describe, expect, it } from 'vitest'
import { browserEnvironment } from './browser-environment.ts'

// This file runs in Node, where there is no document.
describe('browserEnvironment on a server', () => {
  it('has no document and no storage, and counts as online and visible', () => {
    const environment = browserEnvironment()
    expect(environment.document).toBeNull()
    expect(environment.storage).toBeNull()
    expect(environment.online).toBe(true)
    expect(environment.visible).toBe(true)
  })

  it('accepts listeners and never calls them', () => {
    const environment = browserEnvironment()
    expect(() => {
      environment.on('online', () => {})()
      environment.on('visibilitychange', () => {})()
      environment.onInput(() => {})()
    }).not.toThrow()
  })

  it('has a clock, random numbers and timers', async () => {
    const environment = browserEnvironment()
    expect(environment.now()).toBeGreaterThan(1_700_000_000_000)
    const chance = environment.random()
    expect(chance >= 0 && chance < 1).toBe(true)
    await new Promise<void>((resolve) => environment.setTimeout(resolve, 0))
    let ran = false
    environment.clearTimeout(environment.setTimeout(() => (ran = true), 0))
    await new Promise<void>((resolve) => environment.setTimeout(resolve, 5))
    expect(ran).toBe(false)
  })
})
