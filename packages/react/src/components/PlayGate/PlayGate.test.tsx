import { act, fireEvent, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { refuseToPlay } from '../../primitives/part/refused-play.fixture.ts'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Disc, Label, Root } from './index.ts'
import { PlayGate } from './PlayGate.tsx'

const ready = staged(() => {})
describePart(Root, { name: 'play-gate', wrapper: ready })
describePart(Disc, { name: 'play-gate-disc', wrapper: ready, root: Root })
describePart(Label, { name: 'play-gate-label', wrapper: ready, root: Root })

const gate = () => screen.queryByRole('button', { name: 'Play' })

describe('the play gate before the session starts', () => {
  it('starts the session on a press', () => {
    const { session } = renderSession(<PlayGate />, { start: false })
    const button = gate()
    expect(button?.textContent).toBe('Play')
    fireEvent.click(button as HTMLElement)
    expect(session.getState().status).toBe('requesting')
    expect(gate()).toBeNull()
  })

  it('is not in the server’s HTML, because the stream may start by itself', () => {
    const { source } = scriptedSource()
    const session = createSession({ source, environment: manualEnvironment({ document: null }) })
    const html = renderToString(
      <StreamProvider session={session}>
        <PlayGate />
      </StreamProvider>,
    )
    expect(html).toBe('')
  })
})

describe('the play gate when the browser refuses to play', () => {
  it('asks for a press and then plays', async () => {
    const { session, script } = renderSession(
      <StreamView>
        <PlayGate />
      </StreamView>,
    )
    script.play()
    act(() => refuseToPlay(session, 'at-all'))
    const button = await screen.findByRole('button', { name: 'Play' })
    expect(session.getState()).toMatchObject({ status: 'streaming', playback: 'blocked' })
    const play = vi.fn<() => Promise<void>>(() => Promise.resolve())
    Object.assign(session.media.video as HTMLVideoElement, { play })
    fireEvent.click(button)
    expect(play).toHaveBeenCalledTimes(1)
  })
})

it('the play gate is hidden while the stream plays', () => {
  const { script } = renderSession(<PlayGate />)
  script.play()
  expect(gate()).toBeNull()
})
