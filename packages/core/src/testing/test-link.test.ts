import { describe, expect, it } from 'vitest'
import { createTestLink } from './test-link.ts'

describe('createTestLink', () => {
  it('is by default the first connection of a run', () => {
    expect(createTestLink()).toMatchObject({ intent: 'start', attempt: 0 })
    const assignment = { kind: 'whep', url: 'https://a.example/whep' }
    const link = createTestLink({ intent: 'watch', attempt: 3, resumeToken: 't', assignment })
    expect(link).toMatchObject({ intent: 'watch', attempt: 3, resumeToken: 't', assignment })
  })

  it('separates events before and after the abort', () => {
    const link = createTestLink()
    link.emit({ type: 'assigned' })
    expect(link.signal.aborted).toBe(false)
    link.abort()
    expect(link.signal.aborted).toBe(true)
    link.emit({ type: 'ending' })
    expect(link.events).toEqual([{ type: 'assigned' }])
    expect(link.lateEvents).toEqual([{ type: 'ending' }])
  })

  it('finds events by type', () => {
    const link = createTestLink()
    link.emit({ type: 'queued', position: 2 })
    link.emit({ type: 'assigned' })
    link.emit({ type: 'queued', position: 1 })
    expect(link.eventsOf('queued').map((event) => event.position)).toEqual([2, 1])
  })

  it('waits for a later event, and finds an earlier one', async () => {
    const link = createTestLink()
    const first = link.waitFor('queued')
    const next = link.waitFor('queued', (event) => event.position === 1)
    link.emit({ type: 'assigned' })
    link.emit({ type: 'queued', position: 2 })
    link.emit({ type: 'queued', position: 1 })
    await expect(first).resolves.toMatchObject({ position: 2 })
    await expect(next).resolves.toMatchObject({ position: 1 })
    await expect(link.waitFor('assigned')).resolves.toEqual({ type: 'assigned' })
  })
})
