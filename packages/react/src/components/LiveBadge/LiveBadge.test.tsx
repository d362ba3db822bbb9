import { act, fireEvent, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { SourceScript } from '@standby/core/testing'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession } from '../../testing.tsx'
import { Behind, Edge } from './index.ts'
import { LiveBadge } from './LiveBadge.tsx'

const sample = (script: SourceScript, latencyMs: number | null, atEdge = false) =>
  script.sampleLive({ latencyMs, targetLatencyMs: 4000, atEdge, seekableMs: 0, seekable: null })

const at = (latencyMs: number, atEdge: boolean) =>
  staged(({ session, script }) => {
    session.start()
    script.play()
    sample(script, latencyMs, atEdge)
  })
describePart(Edge, { name: 'live-badge', wrapper: at(4000, true) })
describePart(Behind, { name: 'live-badge', wrapper: at(12_000, false) })

const show = () => {
  const rendered = renderSession(<LiveBadge />, { session: { afk: false } })
  rendered.script.play()
  return rendered
}
const behind = () => screen.getByRole('button').textContent?.replace(/\u00A0/g, ' ')

describe('LiveBadge', () => {
  it('is hidden where the source has no live edge', () => {
    expect(show().container.childElementCount).toBe(0)
  })

  it('says LIVE at the edge and is not a button there', () => {
    const { script, container } = show()
    sample(script, 4000, true)
    expect(container.textContent).toBe('LIVE')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it.each([
    [1200, '1 s behind Go live'],
    [12_000, '12 s behind Go live'],
    [59_400, '59 s behind Go live'],
    [60_000, '−1:00 Go live'],
    [872_000, '−14:32 Go live'],
  ])('shows a latency of %i ms as "%s"', (latencyMs, name) => {
    const { script } = show()
    sample(script, latencyMs)
    expect(behind()).toBe(name)
  })

  it('does not say LIVE over a frozen picture while the far end is lost', () => {
    const { script, clock, container } = show()
    sample(script, 4000, true)
    act(() =>
      script.emit(
        { type: 'lost', since: clock.now(), exact: false, onDeadline: 'end' },
        { type: 'media', state: 'stalled' },
      ),
    )
    expect(container.textContent).toBe('')
    act(() => script.emit({ type: 'returned', exact: false }, { type: 'media', state: 'playing' }))
    expect(container.textContent).toBe('LIVE')
  })

  it('seeks to the live edge on a click', () => {
    const { script } = show()
    sample(script, 12_000)
    fireEvent.click(screen.getByRole('button'))
    expect(script.last.commands).toContainEqual({ type: 'seek-to-live' })
  })

  it('commits nothing while the stream plays at the edge', () => {
    const commits = vi.fn<() => void>()
    const { script } = renderSession(
      <Profiler id="badge" onRender={commits}>
        <LiveBadge />
      </Profiler>,
    )
    script.play()
    sample(script, 4000, true)
    commits.mockClear()
    for (let latencyMs = 3000; latencyMs < 5000; latencyMs += 100) sample(script, latencyMs, true)
    expect(commits).not.toHaveBeenCalled()
  })

  it('disappears when the session ends', () => {
    const { script, container } = show()
    sample(script, 4000, true)
    script.emit({ type: 'closed', code: 1000, reason: 'ended' })
    expect(container.childElementCount).toBe(0)
  })
})
