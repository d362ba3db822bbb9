import { describe, expect, it } from 'vitest'
import type { SessionOptions } from '@standby/core'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession, type RenderedSession } from '../../testing.tsx'
import { FarEndHint } from './FarEndHint.tsx'
import { Root } from './index.ts'

const now = 1_900_000_000_000
const lost = { type: 'lost', since: now, deadline: now + 60_000, exact: false, onDeadline: 'end' } as const

const gone = staged(({ session, script }) => {
  session.start()
  script.play()
  script.emit(lost)
})
describePart(Root, { name: 'far-end-hint', wrapper: gone })

const show = (session: Omit<SessionOptions, 'source' | 'environment'> = { afk: false }): RenderedSession => {
  const rendered = renderSession(<FarEndHint />, { now, session })
  rendered.script.play()
  return rendered
}

describe('FarEndHint', () => {
  it('is hidden while the far end is present', () => {
    expect(show().container.childElementCount).toBe(0)
  })

  it('says that the broadcaster dropped while the buffer plays on', () => {
    const { script, container, session } = show()
    script.emit(lost)
    expect(session.getState().status).toBe('streaming')
    expect(container.textContent).toBe('Broadcaster dropped')
  })

  it('counts down how much is left to play', () => {
    const { script, clock, container } = show()
    script.emit(lost)
    script.sampleStats({ at: now, bufferedMs: 14_000 })
    expect(container.textContent).toBe('Broadcaster dropped0:14 left to play')
    clock.advance(3000)
    expect(container.textContent).toBe('Broadcaster dropped0:11 left to play')
  })

  it('shows no time once the known buffer has played', () => {
    const { script, clock, container } = show()
    script.emit(lost)
    script.sampleStats({ at: now, bufferedMs: 2000 })
    clock.advance(2000)
    expect(container.textContent).toBe('Broadcaster dropped')
  })

  it('names the application where there is no broadcast', () => {
    const { script, container } = show({})
    script.emit(lost)
    expect(container.textContent).toBe('The application stopped sending')
  })

  it('is hidden for a broadcast that ended and plays out', () => {
    const { script, container } = show()
    script.emit({ type: 'ending' })
    expect(container.childElementCount).toBe(0)
  })

  it('gives way to the reconnect banner once the buffer is empty', () => {
    const { script, container } = show()
    script.emit(lost, { type: 'media', state: 'stalled' })
    expect(container.childElementCount).toBe(0)
  })

  it('disappears when the far end is back', () => {
    const { script, container } = show()
    script.emit(lost, { type: 'returned', exact: false })
    expect(container.childElementCount).toBe(0)
  })
})
