import type { SourceEvent } from '@standby/core/source'
import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { ArcwareAfk } from './afk.ts'

function lab(limits = true) {
  const environment = manualEnvironment()
  const events: SourceEvent[] = []
  const afk = new ArcwareAfk(environment, (event) => events.push(event))
  if (limits) afk.set({ warnAfterMs: 60_000, graceMs: 20_000 })
  return { environment, events, afk }
}
const counts = { type: 'afk', remainingMs: 20_000 }

describe('the AFK module of a share', () => {
  it('counts down after its time without input', () => {
    const { environment, events } = lab()
    environment.advance(59_999)
    expect(events).toEqual([])
    environment.advance(1)
    expect(events).toEqual([counts])
  })

  it('starts over with each input', () => {
    const { environment, events } = lab()
    environment.advance(50_000)
    environment.input(new Event('pointermove'))
    environment.advance(59_000)
    expect(events).toEqual([])
    environment.advance(1000)
    expect(events).toEqual([counts])
  })

  it('stops its countdown at activity, not at accidental input', () => {
    const { environment, events, afk } = lab()
    environment.advance(60_000)
    environment.input(new Event('pointermove'))
    expect(events).toEqual([counts])
    afk.activity()
    expect(events).toEqual([counts, { type: 'afk', remainingMs: null }])
    environment.advance(60_000)
    expect(events.at(-1)).toEqual(counts)
  })

  it('does nothing without limits, or after they are removed', () => {
    const without = lab(false)
    without.environment.advance(1e7)
    expect(without.events).toEqual([])
    const { environment, events, afk } = lab()
    afk.set(null)
    environment.advance(1e7)
    expect(events).toEqual([])
  })

  it('leaves nothing behind', () => {
    const { environment, afk } = lab()
    afk.close()
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
  })
})
