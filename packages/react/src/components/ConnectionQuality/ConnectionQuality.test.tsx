import { Profiler } from 'react'
import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { renderSession } from '../../testing.tsx'
import { ConnectionQuality } from './ConnectionQuality.tsx'
import { Root } from './index.ts'

const measured = staged(({ session, script }) => {
  session.start()
  script.play()
  script.sampleStats({ at: 0, roundTripMs: 20 })
})
describePart(Root, { name: 'connection-quality', wrapper: measured })

const commits = vi.fn<() => void>()
const show = () => {
  const rendered = renderSession(
    <Profiler id="quality" onRender={commits}>
      <ConnectionQuality />
    </Profiler>,
  )
  rendered.script.play()
  commits.mockClear()
  const sample = (roundTripMs: number, times = 1) => {
    for (let count = 0; count < times; count++) rendered.script.sampleStats({ at: count, roundTripMs })
  }
  return { ...rendered, sample }
}
const chip = () => screen.queryByRole('img')
const lit = () =>
  [...(chip()?.querySelectorAll('rect') ?? [])]
    .map((bar) => bar.getAttribute('fill'))
    .filter((fill) => fill !== 'var(--sb-unlit)')

describe('ConnectionQuality', () => {
  it('is hidden while nothing is measured', () => {
    show()
    expect(chip()).toBeNull()
  })

  it('is hidden where the source measures no round trip, jitter or loss', () => {
    const { script } = show()
    script.sampleStats({ at: 0, bitrate: 4e6 })
    expect(chip()).toBeNull()
  })

  it.each([
    [20, '4', 'Excellent'],
    [120, '3', 'Good'],
    [250, '2', 'Fair'],
    [900, '1', 'Poor'],
  ])('shows a round trip of %i ms as %s bars and the word %s', (roundTripMs, level, word) => {
    show().sample(roundTripMs)
    expect(chip()?.getAttribute('aria-label')).toBe(`Connection: ${word}`)
    expect(chip()?.dataset['level']).toBe(level)
    expect(chip()?.textContent).toBe(word)
    expect(lit()).toHaveLength(Number(level))
  })

  it('lights a single bar in amber', () => {
    show().sample(900)
    expect(lit()).toEqual(['var(--sb-wait)'])
  })

  it('changes the level only after three samples in a row', () => {
    const { sample } = show()
    sample(20)
    sample(900, 2)
    sample(20)
    sample(900, 2)
    expect(chip()?.dataset['level']).toBe('4')
    sample(900)
    expect(chip()?.dataset['level']).toBe('1')
  })

  it('commits when the level changes, not with each sample', () => {
    const { sample } = show()
    for (let round = 0; round < 20; round++) sample(20 + round)
    expect(commits).toHaveBeenCalledTimes(1)
    sample(900, 10)
    expect(commits).toHaveBeenCalledTimes(2)
  })

  it('disappears when the connection closes', () => {
    const { sample, script } = show()
    sample(20)
    script.emit({ type: 'closed', code: 1006 })
    expect(chip()).toBeNull()
  })

  it('shows the level of now when it comes back, not that of before', () => {
    const { sample, rerender } = show()
    sample(20)
    rerender(<></>)
    sample(900)
    rerender(<ConnectionQuality />)
    expect(chip()?.dataset['level']).toBe('1')
  })

  it('reads no more statistics after it unmounts', () => {
    const { session, sample, unmount } = show()
    const read = vi.spyOn(session.stats, 'get')
    sample(20)
    expect(read).toHaveBeenCalled()
    unmount()
    read.mockClear()
    sample(900)
    expect(read).not.toHaveBeenCalled()
  })
})
