import { StrictMode, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { createSession, type Session } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { HlsPlayer } from '../HlsPlayer/HlsPlayer.tsx'
import { useAudioTracks } from '../../hooks/media/useAudioTracks.ts'
import { useFullscreen } from '../../hooks/media/useFullscreen.ts'
import { useLive } from '../../hooks/media/useLive.ts'
import { usePictureInPicture } from '../../hooks/media/usePictureInPicture.ts'
import { usePlayback } from '../../hooks/media/usePlayback.ts'
import { useQuality } from '../../hooks/media/useQuality.ts'
import { useRuntimeWarning } from '../../hooks/status/useRuntimeWarning.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { useStreamStats } from '../../hooks/media/useStreamStats.ts'
import { lazyNetwork } from '../../primitives/lazy/lazy-network.fixture.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamPlayer } from './StreamPlayer.tsx'

vi.mock('../../primitives/lazy/lazy-chunk.ts', async (original) => {
  const { overNetwork } = await import('../../primitives/lazy/lazy-network.fixture.ts')
  return overNetwork(await original<typeof import('../../primitives/lazy/lazy-chunk.ts')>())
})

// This test runs in Node, without a document, like a server.
const html = (ui: ReactElement) => renderToString(<StrictMode>{ui}</StrictMode>)

function setUp(options: { document?: Document } = {}) {
  const environment = manualEnvironment(options)
  const { source, script } = scriptedSource()
  return { environment, script, source, session: createSession({ source, environment }) }
}

describe('on a server', () => {
  it('a player renders as ready and opens nothing', () => {
    const { source, script, environment } = setUp()
    const markup = html(<StreamPlayer source={source} options={{ environment }} poster="poster.jpg" />)
    expect(markup).toContain('data-status="ready"')
    expect(markup).toContain('src="poster.jpg"')
    expect(markup).not.toMatch(/<video|<button|<dialog/)
    expect(script.connections).toEqual([])
    expect([environment.timers, environment.listeners]).toEqual([0, 0])
  })

  it('a running session renders the same as a new one', () => {
    const [fresh, busy] = [setUp(), setUp({ document: {} as Document })]
    busy.session.start()
    busy.script.emit({ type: 'queued', position: 3 })
    expect(busy.session.getState().status).toBe('queued')
    expect(html(<StreamPlayer session={busy.session} />)).toBe(html(<StreamPlayer session={fresh.session} />))
  })

  it('a player of a session with places loads no code for it', () => {
    const { source } = scriptedSource({ hasPlaces: true })
    expect(html(<StreamPlayer source={source} />)).toContain('data-status="ready"')
    expect(lazyNetwork.requests).toEqual([])
  })

  it('an HlsPlayer renders without fetching or calling src', () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const src = vi.fn<() => string>(() => 'a.m3u8')
    expect(html(<HlsPlayer src={src} autoPlay />)).toContain('data-standby="stream-view"')
    expect(src).not.toHaveBeenCalled()
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  it.each(['', 'http://[', 'not a playlist'])('an HlsPlayer renders with the address %j', (src) => {
    expect(html(<HlsPlayer src={src} autoPlay />)).toContain('data-status="ready"')
  })

  it('every hook returns a value', () => {
    const { session } = setUp()
    const answers: unknown[] = []
    function Probe() {
      answers.push(
        useSession((state) => state.status),
        usePlayback().state,
        useLive().latencyMs,
        useStreamStats(),
        useQuality(),
        useAudioTracks(),
        usePictureInPicture(),
        useFullscreen({ target: null }),
        useRuntimeWarning(),
      )
      return null
    }
    const provided = (given: Session) => (
      <StreamProvider session={given}>
        <Probe />
      </StreamProvider>
    )
    renderToString(provided(session))
    expect(answers).toEqual(['ready', 'loading', null, null, null, null, null, null, null])
  })
})
