import { StrictMode } from 'react'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource, type ScriptedSourceOptions } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { lazyNetwork } from '../../primitives/lazy/lazy-network.fixture.ts'
import { forgetWarnings } from '../../primitives/warning/warn-once.ts'
import { renderSession, type RenderedSession } from '../../testing.tsx'
import type { PlayerFrameProps } from './PlayerFrame.tsx'
import { StreamPlayer } from './StreamPlayer.tsx'

vi.mock('../../primitives/lazy/lazy-chunk.ts', async (original) => {
  const { overNetwork } = await import('../../primitives/lazy/lazy-network.fixture.ts')
  return overNetwork(await original<typeof import('../../primitives/lazy/lazy-chunk.ts')>())
})

const broadcast: ScriptedSourceOptions = { defaults: { afk: false } }
const withPlaces: ScriptedSourceOptions = { defaults: { afk: false }, hasPlaces: true }

const warn = vi.fn<(text: string) => void>()

beforeEach(() => {
  lazyNetwork.reload()
  forgetWarnings()
  warn.mockClear()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})
afterEach(() => void vi.restoreAllMocks())

function Player(props: PlayerFrameProps) {
  return <StreamPlayer session={useSessionHandle()} {...props} />
}

const show = (source: ScriptedSourceOptions, props: PlayerFrameProps = {}) =>
  renderSession(<Player {...props} />, { source })

const part = (name: string) => document.querySelector(`[data-standby="${name}"]`)
const requestsFor = (name: string) => lazyNetwork.requests.filter((requested) => requested === name).length
const requested = () => requestsFor('the overlays for interactive sessions')

type Step = (rendered: RenderedSession) => void
const queue: Step = ({ script }) => script.emit({ type: 'queued', position: 3 })

describe('the overlays for interactive sessions', () => {
  it('are not loaded by a broadcast, from the first request to its end', () => {
    const { script, clock } = show(broadcast)
    clock.advance(1000)
    script.emit({ type: 'not-live', reason: 'not-started' })
    script.play()
    script.sampleStats({ at: clock.now(), bitrate: 2e6, bufferedMs: 5000 })
    script.emit({ type: 'stalled', cause: 'network' }, { type: 'media', state: 'stalled' })
    script.emit({ type: 'closed', code: 1000 })
    expect(part('disconnect-screen')).not.toBeNull()
    expect(requested()).toBe(0)
  })

  it('are requested before a session with places connects, once', () => {
    const { source, script } = scriptedSource(withPlaces)
    const requestedBefore: number[] = []
    script.onConnect(() => void requestedBefore.push(requested()))
    render(
      <StrictMode>
        <StreamPlayer source={source} options={{ environment: manualEnvironment() }} />
      </StrictMode>,
    )
    expect(new Set(requestedBefore)).toEqual(new Set([1]))
    expect(requested()).toBe(1)
  })

  const needs: [name: string, arrive: Step, overlay: string][] = [
    ['a queue', queue, 'queue-overlay'],
    ['a limit', ({ script }) => script.emit({ type: 'limit', remainingMs: 120_000 }), 'runtime-warning'],
    ['a countdown', ({ script }) => script.emit({ type: 'afk', remainingMs: 30_000 }), 'afk-warning'],
    ['input', ({ script }) => script.emit({ type: 'tracks', input: true }), 'stream-input'],
    [
      'text',
      ({ script }) => script.emit({ type: 'text-input', value: 'Ada', multiline: false }),
      'text-field',
    ],
    [
      'a measured connection',
      ({ script, clock }) => script.sampleStats({ at: clock.now(), roundTripMs: 24 }),
      'connection-quality',
    ],
  ]
  it.each(needs)('are loaded by a broadcast that turns out to have %s', async (_, arrive, overlay) => {
    const rendered = show(broadcast)
    if (arrive !== queue) rendered.script.play()
    expect(requested()).toBe(0)
    arrive(rendered)
    expect(requested()).toBe(1)
    await waitFor(() => expect(part(overlay)).not.toBeNull())
  })

  it('leave the screen of the request to a viewer who queues while they load', async () => {
    const arrive = lazyNetwork.hold()
    const rendered = show(withPlaces)
    queue(rendered)
    rendered.clock.advance(1000)
    expect([part('connecting-screen') !== null, part('queue-overlay') !== null]).toEqual([true, false])

    const shown: boolean[][] = []
    const observer = new MutationObserver(() =>
      shown.push([part('connecting-screen') !== null, part('queue-overlay') !== null]),
    )
    observer.observe(document.body, { childList: true, subtree: true })
    arrive()
    await waitFor(() => expect(part('queue-overlay')).not.toBeNull())
    observer.disconnect()
    // Never both, never neither.
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.filter(([connecting, queued]) => connecting === queued)).toEqual([])
  })

  it('do not lose a request for text that comes while they load', async () => {
    const arrive = lazyNetwork.hold()
    const { script } = show(withPlaces)
    script.play()
    script.emit({ type: 'text-input', value: 'Ada', multiline: false })
    arrive()
    const field = await screen.findByRole<HTMLInputElement>('textbox')
    expect(field.value).toBe('Ada')
  })

  it('that do not load leave the rest of the player, and are requested again by the next need', async () => {
    lazyNetwork.down()
    const rendered = show(withPlaces)
    queue(rendered)
    rendered.clock.advance(1000)
    await waitFor(() => expect(warn).toHaveBeenCalledTimes(1))
    expect(part('stream-view-media')?.querySelector('video')).not.toBeNull()
    expect(part('connecting-screen')).not.toBeNull()

    const before = requested()
    rendered.script.emit({ type: 'queued', position: 2 })
    expect(requested()).toBe(before + 1)
    // Lets this request fail, too.
    await act(async () => {})
    lazyNetwork.up()
    rendered.script.emit({ type: 'queued', position: 1 })
    await waitFor(() => expect(part('queue-overlay')).not.toBeNull())
    expect(requested()).toBe(before + 2)
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('are replaced at once by elements of the app, and not loaded if every slot has one', () => {
    const rendered = show(withPlaces, {
      overlays: {
        streamInput: null,
        queueOverlay: <b>own queue</b>,
        textField: null,
        runtimeWarning: null,
        connectionQuality: null,
        inputLockHint: null,
        afkWarning: null,
      },
    })
    queue(rendered)
    rendered.clock.advance(1000)
    expect(screen.getByText('own queue')).toBeDefined()
    expect(part('connecting-screen')).toBeNull()
    expect(requested()).toBe(0)
  })

  it('match the server’s HTML also where an earlier player of the page has loaded them', async () => {
    const earlier = show(withPlaces)
    queue(earlier)
    await waitFor(() => expect(part('queue-overlay')).not.toBeNull())
    earlier.unmount()

    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { source, script } = scriptedSource(withPlaces)
    const ui = <StreamPlayer session={createSession({ source, environment: manualEnvironment() })} />
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(ui)
    errors.mockClear()
    const roots: { unmount(): void }[] = []
    act(() => void roots.push(hydrateRoot(container, ui, { onRecoverableError: errors })))
    act(() => script.emit({ type: 'queued', position: 3 }))
    expect(part('queue-overlay')).not.toBeNull()
    expect(errors).not.toHaveBeenCalled()
    act(() => roots.forEach((root) => root.unmount()))
    container.remove()
  })
})

describe('the control bar', () => {
  const bar = 'the control bar'

  it('is requested with the first picture, not before', async () => {
    const { script } = show(broadcast)
    script.emit({ type: 'not-live', reason: 'not-started' })
    script.emit({ type: 'assigned' })
    expect(requestsFor(bar)).toBe(0)
    script.play()
    expect(requestsFor(bar)).toBe(1)
    await waitFor(() => expect(part('controls')).not.toBeNull())
  })

  it('that does not load leaves the rest of the player, and is requested again in the next status', async () => {
    lazyNetwork.down()
    const { script } = show(broadcast)
    script.play()
    await waitFor(() => expect(warn).toHaveBeenCalledTimes(1))
    lazyNetwork.up()
    script.emit({ type: 'closed', code: 1006 })
    expect(part('stream-view-media')?.querySelector('video')).not.toBeNull()
    await waitFor(() => expect(part('controls')).not.toBeNull())
    expect(requestsFor(bar)).toBe(2)
  })

  it('is not loaded where the app has its own, or none', () => {
    for (const controls of [<b key="own">own bar</b>, null]) show(broadcast, { controls }).script.play()
    expect(screen.getByText('own bar')).toBeDefined()
    expect(requestsFor(bar)).toBe(0)
  })
})

describe('the statistics', () => {
  function Toggle() {
    return <button onClick={useStatsPanel().toggle}>statistics</button>
  }
  const toggle = () => fireEvent.click(screen.getByText('statistics'))
  const statistics = 'the stream statistics'

  it('are loaded when the viewer opens them, with the samples from before', async () => {
    const { script, clock } = show(broadcast, { children: <Toggle /> })
    script.play()
    for (const bitrate of [1e6, 2e6, 3e6]) {
      script.sampleStats({ at: clock.now(), bitrate })
      clock.advance(1000)
    }
    expect(requestsFor(statistics)).toBe(0)
    toggle()
    await waitFor(() => expect(part('stats-panel')).not.toBeNull())
    const line = document.querySelector('[data-standby="stats-panel-spark"] polyline')
    expect(line?.getAttribute('points')?.split(' ')).toHaveLength(3)
  })

  it('that do not load are requested again by the next opening', async () => {
    lazyNetwork.down()
    const { script } = show(broadcast, { controls: null, children: <Toggle /> })
    script.play()
    toggle()
    await waitFor(() => expect(warn).toHaveBeenCalledTimes(1))
    lazyNetwork.up()
    toggle()
    toggle()
    await waitFor(() => expect(part('stats-panel')).not.toBeNull())
    expect(requestsFor(statistics)).toBe(2)
  })
})
