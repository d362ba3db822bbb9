import { createRef, Profiler } from 'react'
import { act, render, screen, waitFor } from '@testing-library/react'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { ClockContext } from '../../primitives/context/clock.ts'
import { StreamPlayer } from './StreamPlayer.tsx'

const passMacrotask = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))

function setUp() {
  const environment = manualEnvironment()
  const { source, script } = scriptedSource()
  return { environment, source, script, options: { environment, afk: false as const } }
}

describe('StreamPlayer with a source', () => {
  it('creates a session and destroys it on unmount', async () => {
    const { source, script, options, environment } = setUp()
    const { unmount } = render(<StreamPlayer source={source} options={options} />)
    expect(script.connections).toHaveLength(1)
    unmount()
    await passMacrotask()
    expect(script.last.closed).not.toBeNull()
    expect(environment.timers).toBe(0)
  })

  it.each([
    [undefined, 1],
    [true, 1],
    [false, 0],
  ])('with autoStart %s, preloads the source %i times', (autoStart, times) => {
    const { source, options } = setUp()
    const preload = vi.fn()
    render(
      <StreamPlayer
        source={{ ...source, preload }}
        options={{ ...options, ...(autoStart !== undefined && { autoStart }) }}
      />,
    )
    expect(preload).toHaveBeenCalledTimes(times)
  })

  it('keeps the session for another source with the same id', () => {
    const [first, second] = [setUp(), setUp()]
    const { rerender } = render(<StreamPlayer source={first.source} options={first.options} />)
    rerender(<StreamPlayer source={second.source} options={second.options} />)
    expect(first.script.last.closed).toBeNull()
    expect(second.script.connections).toEqual([])
  })
})

describe('StreamPlayer with a session', () => {
  it('shows it and does not destroy it on unmount', async () => {
    const { source, script, environment } = setUp()
    const session = createSession({ source, environment, afk: false })
    const ref = createRef<HTMLElement>()
    const { unmount } = render(<StreamPlayer session={session} ref={ref} fill poster="p.jpg" id="player" />)
    expect(ref.current).toMatchObject({ id: 'player' })
    expect(ref.current?.dataset).toMatchObject({ status: 'requesting', fill: '' })
    unmount()
    await passMacrotask()
    expect(script.last.closed).toBeNull()
    session.destroy()
  })

  it('reports the status change that its own mount causes', () => {
    const { source, environment } = setUp()
    const onStatusChange = vi.fn<() => void>()
    const session = createSession({ source, environment })
    render(<StreamPlayer session={session} onStatusChange={onStatusChange} />)
    expect(onStatusChange).toHaveBeenCalledTimes(1)
  })

  it('uses the enclosing language, or its own', () => {
    const { source, environment } = setUp()
    const session = createSession({ source, environment })
    const language = { locale: 'de', messages: { 'streamView.label': 'Abspieler' } }
    const { rerender } = render(<StreamPlayer session={session} />, {
      wrapper: ({ children }) => <I18nProvider {...language}>{children}</I18nProvider>,
    })
    expect(screen.getByRole('region', { name: 'Abspieler' })).toBeDefined()
    rerender(<StreamPlayer session={session} locale="it" messages={{ 'streamView.label': 'Lettore' }} />)
    expect(screen.getByRole('region', { name: 'Lettore' }).lang).toBe('it')
  })
})

describe('a whole player', () => {
  function profiled() {
    const { source, script, environment } = setUp()
    const session = createSession({ source, environment, afk: false })
    const commits = vi.fn<() => void>()
    render(
      <ClockContext.Provider value={environment}>
        <Profiler id="player" onRender={commits}>
          <StreamPlayer session={session} />
        </Profiler>
      </ClockContext.Provider>,
    )
    return { script, environment, commits }
  }

  it('commits nothing while it plays at the live edge for 10 s', async () => {
    const { script, environment, commits } = profiled()
    const sample = (second: number) =>
      script.sampleLive({
        latencyMs: 6000 + (second % 3) * 150,
        targetLatencyMs: 6000,
        atEdge: true,
        seekableMs: 600_000 + second * 1000,
        seekable: { start: 0, end: 600 + second },
      })
    act(() => {
      script.play()
      sample(0)
      environment.advance(2000)
    })
    await screen.findByRole('group', { name: 'Player controls' })
    commits.mockClear()
    for (let second = 1; second <= 10; second++)
      act(() => {
        environment.advance(1000)
        sample(second)
        script.sampleStats({ at: environment.now(), bitrate: 2e6 + second })
      })
    expect(commits).not.toHaveBeenCalled()
  })

  it('commits once per queue update', async () => {
    const { script, commits } = profiled()
    act(() => script.emit({ type: 'queued', position: 5, length: 9, etaMs: 90_000 }))
    await waitFor(() => expect(document.querySelector('[data-standby="queue-overlay"]')).not.toBeNull())
    commits.mockClear()
    act(() => script.emit({ type: 'queued', position: 4, length: 9, etaMs: 60_000 }))
    expect(commits).toHaveBeenCalledTimes(1)
  })
})
