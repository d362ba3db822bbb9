import { Profiler } from 'react'
import { act, render, screen } from '@testing-library/react'
import type { StatsSample } from '@standby/core'
import { describe, expect, it, vi } from 'vitest'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { de } from '../../messages/de.ts'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession, renderSessionHook } from '../../testing.tsx'
import { List, Root, Title } from './index.ts'
import { statsHistory } from './history.ts'
import { StatsPanel } from './StatsPanel.tsx'

const plays = staged(({ session, script }) => {
  session.start()
  script.play()
})
describePart(Root, { name: 'stats-panel', wrapper: plays })
describePart(Title, { name: 'stats-panel-title', wrapper: plays, root: Root })
describePart(List, { name: 'stats-panel-list', wrapper: plays, root: Root })

const full: StatsSample = {
  at: 0,
  bitrate: 7_800_000,
  roundTripMs: 24.4,
  framesPerSecond: 59.9,
  jitterMs: 3.12,
  packetLoss: 0.0002,
  framesDropped: 3,
  freezes: 1,
  width: 1920,
  height: 1080,
  codec: 'H.264',
}
const commits = vi.fn<() => void>()
const show = (ui = <StatsPanel open />) => {
  const rendered = renderSession(
    <Profiler id="stats" onRender={commits}>
      {ui}
    </Profiler>,
  )
  rendered.script.play()
  commits.mockClear()
  return rendered
}
const panel = () => screen.queryByRole('region', { name: 'Stream statistics' })
const rows = () =>
  [...document.querySelectorAll<HTMLElement>('[data-standby="stats-panel-row"]')]
    .filter((row) => !row.hidden)
    .map((row) => [
      row.querySelector('dt')?.textContent,
      row.querySelector('dd')?.textContent?.replace(/\u00A0/g, ' '),
    ])
const line = () => document.querySelector('polyline')?.getAttribute('points') ?? ''

describe('StatsPanel', () => {
  it('is closed by default', () => {
    show(<StatsPanel />)
    expect(panel()).toBeNull()
  })

  it('writes each measured figure with its unit', () => {
    show().script.sampleStats(full)
    expect(rows()).toEqual([
      ['Bitrate', '7.8 Mb/s'],
      ['Round trip', '24 ms'],
      ['Frame rate', '60 fps'],
      ['Jitter', '3.1 ms'],
      ['Packets lost', '0.02%'],
      ['Frames dropped', '3'],
      ['Freezes', '1'],
      ['Picture', '1920 × 1080'],
      ['Codec', 'H.264'],
    ])
  })

  it('leaves out figures that are not measured', () => {
    show().script.sampleStats({ at: 0, bitrate: 480_000, bufferedMs: 6200 })
    expect(rows()).toEqual([
      ['Bitrate', '480 kb/s'],
      ['Buffered', '6.2 sec'],
    ])
  })

  it('uses the viewer’s language', () => {
    const { script } = show(
      <I18nProvider locale="de" messages={de}>
        <StatsPanel open />
      </I18nProvider>,
    )
    script.sampleStats(full)
    expect(rows()[0]).toEqual(['Bitrate', '7,8 Mb/s'])
    expect(rows()[2]).toEqual(['Bildrate', '60 B/s'])
  })

  it('commits nothing for a sample', () => {
    const { script } = show()
    for (let at = 0; at < 60; at++) script.sampleStats({ ...full, at, roundTripMs: 20 + at })
    expect(rows()[1]).toEqual(['Round trip', '79 ms'])
    expect(commits).not.toHaveBeenCalled()
  })

  it('draws the last 30 samples', () => {
    const { script } = show()
    script.sampleStats(full)
    expect(line()).toBe('')
    for (let at = 1; at < 100; at++) script.sampleStats({ ...full, at })
    expect(line().split(' ')).toHaveLength(30)
  })

  it('draws samples from before it was opened', () => {
    const { script, rerender } = show(<StatsPanel open={false} />)
    for (let at = 0; at < 5; at++) script.sampleStats({ ...full, at })
    rerender(
      <Profiler id="stats" onRender={commits}>
        <StatsPanel open />
      </Profiler>,
    )
    expect(line().split(' ')).toHaveLength(5)
  })

  it('shows values of the far end as text of max 32 characters', () => {
    show().script.sampleStats({ at: 0, codec: `<img src=x>${'x'.repeat(500)}` })
    expect(document.querySelector('img')).toBeNull()
    expect(rows()[0]?.[1]).toHaveLength(32)
  })

  it('never takes the focus', () => {
    render(<button type="button">mine</button>)
    screen.getByText('mine').focus()
    show().script.sampleStats(full)
    expect(document.activeElement).toBe(screen.getByText('mine'))
    expect(panel()?.querySelector('button, a, input, [tabindex]')).toBeNull()
  })

  it('keeps no samples after it unmounts', () => {
    const { script, session, unmount } = show()
    script.sampleStats(full)
    unmount()
    expect(statsHistory(session).samples).toEqual([])
    script.sampleStats({ ...full, at: 1 })
    expect(statsHistory(session).samples).toEqual([])
  })
})

describe('useStatsPanel', () => {
  it('opens and closes the sheet', () => {
    function Toggle() {
      const { open, toggle } = useStatsPanel()
      return (
        <button type="button" aria-pressed={open} onClick={toggle}>
          Statistics
        </button>
      )
    }
    show(
      <>
        <Toggle />
        <StatsPanel />
      </>,
    )
    const button = screen.getByRole('button')
    act(() => button.click())
    expect([panel() !== null, button.getAttribute('aria-pressed')]).toEqual([true, 'true'])
    act(() => button.click())
    expect(panel()).toBeNull()
  })

  it('returns the same state everywhere, and renders only when it changes', () => {
    const { result } = renderSessionHook(() => [useStatsPanel(), useStatsPanel()] as const)
    act(() => result.current[0].setOpen(true))
    expect(result.current.map(({ open }) => open)).toEqual([true, true])
    act(() => result.current[1].setOpen(true))
    expect(result.all).toHaveLength(2)
  })
})
