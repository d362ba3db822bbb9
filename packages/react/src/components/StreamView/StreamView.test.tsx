import { createRef, Profiler, StrictMode } from 'react'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { corners } from '../../styles/dom-contract.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { forgetWarnings } from '../../primitives/warning/warn-once.ts'
import { renderSession } from '../../testing.tsx'
import { StreamView } from './StreamView.tsx'
import { StreamViewCorner } from './StreamViewCorner.tsx'

const view = () => screen.getByRole('region')
// Mutation observers and the detach of a view run in a microtask.
const settle = () => act(async () => {})

const makeSession = () => {
  const { source, script } = scriptedSource()
  return { session: createSession({ source, environment: manualEnvironment(), afk: false }), script }
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('StreamView', () => {
  it('has the session’s status in data attributes', () => {
    const { script } = renderSession(<StreamView />)
    expect(view().dataset).toMatchObject({
      standby: 'stream-view',
      status: 'requesting',
      playback: 'loading',
    })
    script.play()
    expect(view().dataset).toMatchObject({ status: 'streaming', playback: 'playing' })
    script.emit({ type: 'closed', code: 1006 })
    expect(view().dataset).toMatchObject({
      status: 'reconnecting',
      reconnect: 'retrying',
      cause: 'network',
      code: '1006',
    })
  })

  it('has no data attribute for what does not apply', () => {
    const { script } = renderSession(<StreamView />)
    script.play()
    for (const name of ['reconnect', 'cause', 'code', 'far-end', 'signalling', 'fullscreen', 'fill'])
      expect(view().hasAttribute(`data-${name}`)).toBe(false)
  })

  it('accepts all props of a section, and keeps its own data-standby', () => {
    const ref = createRef<HTMLElement>()
    renderSession(
      <StreamView ref={ref} id="stage" className="mine" aria-label="Race" fill data-standby="x" />,
    )
    expect(ref.current).toBe(screen.getByRole('region', { name: 'Race' }))
    expect(view()).toMatchObject({ id: 'stage', className: 'mine' })
    expect(view().dataset).toMatchObject({ standby: 'stream-view', fill: '' })
  })

  it('has a default label in the viewer’s language', () => {
    renderSession(<StreamView />)
    expect(screen.getByRole('region', { name: 'Video player' })).toBe(view())
  })

  it('starts the session and contains its only video', () => {
    const { session, container } = renderSession(<StreamView />, {
      start: false,
      render: { wrapper: StrictMode },
    })
    expect(session.getState().status).toBe('requesting')
    expect([...container.querySelectorAll('video')]).toEqual([session.media.video])
    expect(session.media.video?.dataset['standby']).toBe('stream-view-video')
  })

  it('gives sources without a video one container that outlives the view', async () => {
    const { script, session, container, unmount } = renderSession(<StreamView />)
    const surfaceContainer = script.last.surfaces[0]?.container
    expect(
      container.querySelector('[data-standby="stream-view-media"]')?.contains(surfaceContainer ?? null),
    ).toBe(true)
    unmount()
    await settle()
    expect([surfaceContainer?.isConnected, session.media.video?.isConnected]).toEqual([false, false])
    expect(script.last.surfaces).toHaveLength(1)
  })

  it('swaps only the video when the session changes', async () => {
    const [first, second] = [makeSession(), makeSession()]
    const ui = ({ session }: typeof first) => (
      <StreamProvider session={session}>
        <StreamView />
      </StreamProvider>
    )
    const { container, rerender } = render(ui(first))
    const root = view()
    rerender(ui(second))
    expect(view()).toBe(root)
    expect([...container.querySelectorAll('video')]).toEqual([second.session.media.video])
    await settle()
    expect(first.session.media.video?.isConnected).toBe(false)
  })

  it('shows the video in the last mounted of two views', () => {
    const { session } = makeSession()
    const ui = (second: boolean) => (
      <StreamProvider session={session}>
        <StreamView aria-label="first" />
        {second ? <StreamView aria-label="second" /> : null}
      </StreamProvider>
    )
    const { rerender } = render(ui(false))
    const video = session.media.video
    rerender(ui(true))
    expect(screen.getByRole('region', { name: 'second' }).contains(video)).toBe(true)
    expect(document.querySelectorAll('video')).toHaveLength(1)
  })

  it('shows the poster until there is a picture', () => {
    const { container, session } = renderSession(<StreamView poster="poster.jpg" />)
    const poster = () => container.querySelector('[data-standby="stream-view-poster"]')
    expect(poster()?.getAttribute('src')).toBe('poster.jpg')
    const { video } = session.media
    if (!video) throw new Error('The view made no video')
    fireEvent.loadedData(video)
    expect(poster()).toBeNull()
  })

  it('does not render its children when the session changes', () => {
    const rendered = vi.fn<() => null>(() => null)
    const Child = () => rendered()
    const { script } = renderSession(
      <StreamView>
        <Child />
      </StreamView>,
    )
    script.play()
    expect(rendered).toHaveBeenCalledTimes(1)
  })

  it('commits nothing while the stream plays', () => {
    const commit = vi.fn<() => void>()
    const { script, clock } = renderSession(
      <Profiler id="view" onRender={commit}>
        <StreamView />
      </Profiler>,
      { session: { afk: false } },
    )
    script.play()
    commit.mockClear()
    for (let second = 0; second < 10; second++) {
      clock.advance(1000)
      script.sampleLive({
        latencyMs: 6000 + second,
        targetLatencyMs: 6000,
        atEdge: true,
        seekableMs: 0,
        seekable: null,
      })
      script.sampleStats({ at: second })
    }
    expect(commit).not.toHaveBeenCalled()
  })
})

describe('StreamViewCorner', () => {
  it.each(corners)('has the data attribute of corner %s', (corner) => {
    renderSession(
      <StreamView>
        <StreamViewCorner corner={corner}>chip</StreamViewCorner>
      </StreamView>,
    )
    expect(screen.getByText('chip').dataset).toMatchObject({ standby: 'stream-view-corner', corner })
  })
})

describe('the announcer of a view', () => {
  const Say = ({ text }: { text: string }) => {
    const announce = useAnnounce()
    return <button onClick={() => announce({ key: 'test', kind: 'status', text })}>say</button>
  }

  it('is always in the page and announces without rendering', () => {
    const commit = vi.fn<() => void>()
    const { clock } = renderSession(
      <Profiler id="view" onRender={commit}>
        <StreamView>
          <Say text="Ready" />
        </StreamView>
      </Profiler>,
      { session: { afk: false } },
    )
    const region = screen.getByRole('status')
    expect(region).toMatchObject({ ariaLive: 'polite', textContent: '' })
    commit.mockClear()
    fireEvent.click(screen.getByText('say'))
    clock.advance(100)
    expect(region.textContent).toBe('Ready')
    expect(commit).not.toHaveBeenCalled()
  })

  it('drops pending announcements when the view unmounts', () => {
    const { clock, unmount, session } = renderSession(
      <StreamView>
        <Say text="Ready" />
      </StreamView>,
    )
    fireEvent.click(screen.getByText('say'))
    unmount()
    act(() => session.destroy())
    expect(clock.timers).toBe(0)
  })

  it('is silent outside a view', () => {
    renderSession(<Say text="Ready" />)
    expect(() => fireEvent.click(screen.getByText('say'))).not.toThrow()
  })
})

describe('the focus inside a view', () => {
  function Surface() {
    const shown = useSession((state) => state.status === 'queued')
    return shown ? <button>inside</button> : null
  }
  const focused = () => {
    const rendered = renderSession(
      <>
        <StreamView>
          <Surface />
        </StreamView>
        <button>outside</button>
      </>,
    )
    rendered.script.emit({ type: 'queued', position: 1 })
    return rendered
  }
  it('moves to the view when the focused surface unmounts', async () => {
    const { script } = focused()
    screen.getByText('inside').focus()
    script.play()
    await settle()
    expect(document.activeElement).toBe(view())
  })

  it('stays outside the view when the viewer moved it there', async () => {
    const { script } = focused()
    screen.getByText('inside').focus()
    screen.getByText('outside').focus()
    script.play()
    await settle()
    expect(document.activeElement).toBe(screen.getByText('outside'))
  })

  it('is not moved when nothing in the view had it', async () => {
    const { script } = focused()
    script.play()
    await settle()
    expect(document.activeElement).toBe(document.body)
  })

  it('is not moved back after the viewer clicked beside the player', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { script } = focused()
    screen.getByText('inside').focus()
    screen.getByText('inside').blur()
    vi.runAllTimers()
    vi.useRealTimers()
    script.play()
    await settle()
    expect(document.activeElement).toBe(document.body)
  })
})

describe('a missing stylesheet', () => {
  const withStyles = (value: string) => {
    forgetWarnings()
    vi.stubGlobal('CSS', { supports: () => true })
    const { getComputedStyle } = window
    vi.spyOn(window, 'getComputedStyle').mockImplementation((element) => {
      const style = getComputedStyle.call(window, element)
      return Object.assign(style, { getPropertyValue: () => value })
    })
    return vi.spyOn(console, 'warn').mockImplementation(() => {})
  }

  it('warns the developer once, in three parts', () => {
    const warn = withStyles('')
    renderSession(<StreamView />).unmount()
    renderSession(<StreamView />)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toMatch(
      /^Standby: .*missing.*no layout.*import '@standby\/react\/styles\.css'/,
    )
  })

  it('causes no warning when the styles are there', () => {
    const warn = withStyles(' 1')
    renderSession(<StreamView />)
    expect(warn).not.toHaveBeenCalled()
  })

  it('causes no warning in jsdom, which applies no styles', () => {
    const warn = vi.spyOn(console, 'warn')
    forgetWarnings()
    renderSession(<StreamView />)
    expect(warn).not.toHaveBeenCalled()
  })
})
