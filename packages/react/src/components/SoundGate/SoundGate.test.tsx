import { act, fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { refuseToPlay } from '../../primitives/part/refused-play.fixture.ts'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Root } from './index.ts'
import { SoundGate } from './SoundGate.tsx'

const start = ({ session, script }: Parameters<Parameters<typeof staged>[0]>[0]) => {
  session.start()
  script.play()
}
// The browser's refusal is asynchronous.
const muted = staged(start, { mounted: ({ session }) => refuseToPlay(session, 'with-sound') })
describePart(Root, { name: 'sound-gate', wrapper: muted })

const show = () => {
  const rendered = renderSession(
    <StreamView>
      <SoundGate />
    </StreamView>,
  )
  rendered.script.play()
  return rendered
}
const chip = () => screen.queryByRole('button', { name: 'Tap for sound' })

describe('SoundGate', () => {
  it('is hidden while there is sound', () => {
    show()
    expect(chip()).toBeNull()
  })

  it('turns on the sound that the browser refused', async () => {
    const { session } = show()
    act(() => refuseToPlay(session, 'with-sound'))
    fireEvent.click(await screen.findByRole('button', { name: 'Tap for sound' }))
    expect(session.media.get()).toMatchObject({ muted: false, mutedBy: null })
    expect(chip()).toBeNull()
  })

  it('is hidden when the viewer muted by hand', () => {
    const { session } = show()
    act(() => session.media.setMuted(true))
    expect(chip()).toBeNull()
  })

  it('gives way to the play gate while nothing plays at all', async () => {
    const { session } = show()
    await act(async () => refuseToPlay(session, 'at-all'))
    expect(session.getState().playback).toBe('blocked')
    expect(chip()).toBeNull()
  })

  it('disappears when the session closes', async () => {
    const { session, script } = show()
    act(() => refuseToPlay(session, 'with-sound'))
    await screen.findByRole('button', { name: 'Tap for sound' })
    script.emit({ type: 'closed', code: 4003 })
    expect(chip()).toBeNull()
  })
})
