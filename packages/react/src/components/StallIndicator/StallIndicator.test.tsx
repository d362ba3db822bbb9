import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Root } from './index.ts'
import { StallIndicator } from './StallIndicator.tsx'

const stalled = staged(
  ({ session, script }) => {
    session.start()
    script.play()
    script.emit({ type: 'media', state: 'stalled' })
  },
  { mounted: ({ clock }) => clock.advance(400) },
)
describePart(Root, { name: 'stall-indicator', wrapper: stalled })

const show = () => {
  const rendered = renderSession(
    <StreamView>
      <StallIndicator />
    </StreamView>,
  )
  rendered.script.play()
  return rendered
}
const chip = () => document.querySelector('[data-standby="stall-indicator"]')

describe('StallIndicator', () => {
  it('appears after 400 ms', () => {
    const { script, clock } = show()
    script.emit({ type: 'media', state: 'stalled' })
    clock.advance(399)
    expect(chip()).toBeNull()
    clock.advance(1)
    expect(chip()?.textContent).toBe('Buffering')
  })

  it('does not appear for a stall below 400 ms', () => {
    const { script, clock } = show()
    script.emit({ type: 'media', state: 'stalled' })
    clock.advance(300)
    script.emit({ type: 'media', state: 'playing' })
    clock.advance(1000)
    expect(chip()).toBeNull()
  })

  it('stays for a moment, no longer busy, when the picture moves again', () => {
    const { script, clock } = show()
    script.emit({ type: 'media', state: 'stalled' })
    clock.advance(450)
    script.emit({ type: 'media', state: 'playing' })
    expect(chip()?.hasAttribute('data-leaving')).toBe(true)
    clock.advance(450)
    expect(chip()).toBeNull()
  })

  it('disappears at once when the session reconnects', () => {
    const { script, clock } = show()
    script.emit({ type: 'media', state: 'stalled' })
    clock.advance(450)
    script.emit({ type: 'closed', code: 1006 })
    expect(chip()).toBeNull()
  })

  it('is announced once', () => {
    const { script, clock } = show()
    script.emit({ type: 'media', state: 'stalled' })
    clock.advance(400)
    clock.advance(200)
    expect(screen.getByRole('status').textContent).toBe('Buffering')
  })
})
