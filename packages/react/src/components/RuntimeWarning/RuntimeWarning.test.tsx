import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Root } from './index.ts'
import { RuntimeWarning } from './RuntimeWarning.tsx'

const minute = 60_000

const near = staged(({ session, script }) => {
  session.start()
  script.play()
  script.emit({ type: 'limit', remainingMs: 4 * minute })
})
describePart(Root, { name: 'runtime-warning', wrapper: near })

const show = (remainingMs: number | null) => {
  const rendered = renderSession(
    <StreamView>
      <RuntimeWarning />
    </StreamView>,
    { now: 1_900_000_000_000, session: { afk: false } },
  )
  rendered.script.play()
  rendered.script.emit({ type: 'limit', remainingMs })
  return rendered
}
const chip = () => document.querySelector('[data-standby="runtime-warning"]')

describe('RuntimeWarning', () => {
  it('appears 5 min before the end', () => {
    const { clock } = show(6 * minute)
    clock.advance(minute - 1)
    expect(chip()).toBeNull()
    clock.advance(1)
    expect(chip()?.textContent).toBe('Session ends in 5:00')
  })

  it('counts down the time left', () => {
    const { clock } = show(5 * minute)
    clock.advance(1000)
    expect(chip()?.textContent).toBe('Session ends in 4:59')
  })

  it('lights its lamp in the last minute', () => {
    const { clock } = show(5 * minute)
    expect(chip()?.querySelector('[data-lamp]')).toBeNull()
    clock.advance(4 * minute)
    expect(chip()?.querySelector('[data-lamp="wait"]')).not.toBeNull()
    expect(chip()?.hasAttribute('data-last')).toBe(true)
  })

  it('is announced when it appears and when the last minute begins, not each second', () => {
    const { clock } = show(5 * minute)
    const said = () => screen.getByRole('status').textContent?.replace(/\u00A0/g, ' ')
    clock.advance(1000)
    expect(said()).toBe('Session ends in 5 min')
    clock.advance(2 * minute)
    expect(said()).toBe('Session ends in 5 min')
    clock.advance(2 * minute)
    clock.advance(1000)
    expect(said()).toMatch(/^Session ends in (1 min|59 s)$/)
  })

  it('disappears when the limit is lifted', () => {
    const { script } = show(4 * minute)
    script.emit({ type: 'limit', remainingMs: null })
    expect(chip()).toBeNull()
  })
})
