import { createRef, Profiler, StrictMode } from 'react'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { corners } from '../../styles/dom-contract.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { forgetWarnings } from '../../session/warn-once.ts'
import { renderSession } from '../../testing.tsx'
import { StreamView } from './StreamView.tsx'
import { StreamViewCorner } from './StreamViewCorner.tsx'

const view = () => screen.getByRole('region')
// Removals are observed, and a view is taken away, in a microtask.
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
  it('says where the session is', () => {
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

  it('has no attribute for what does not apply', () => {
    const { script } = renderSession(<StreamView />)
    script.play()
    for (const name of ['reconnect', 'cause', 'code', 'far-end', 'signalling', 'fullscreen', 'fill'])
      expect(view().hasAttribute(`data-${name}`)).toBe(false)
  })

  it('takes what an element takes, and keeps its own name', () => {
    const ref = createRef<HTMLElement>()
    renderSession(
      <StreamView ref={ref} id="stage" className="mine" aria-label="Race" fill data-standby="x" />,
    )
    expect(ref.current).toBe(screen.getByRole('region', { name: 'Race' }))
    expect(view()).toMatchObject({ id: 'stage', className: 'mine' })
    expect(view().dataset).toMatchObject({ standby: 'stream-view', fill: '' })
  })

  it('is named in the viewer’s language unless the page names it', () => {
    renderSession(<StreamView />)
    expect(screen.getByRole('region', { name: 'Video player' })).toBe(view())
  })

  it('starts the session, whose one video it holds', () => {
    const { session, container } = renderSession(<StreamView />, {
      start: false,
      render: { wrapper: StrictMode },
    })
    expect(session.getState().status).toBe('requesting')
    expect([...container.querySelectorAll('video')]).toEqual([session.media.video])
    expect(session.media.video?.dataset['standby']).toBe('stream-view-video')
  })

  it('has room for sources without a video, and keeps it for them', async () => {
    const { script, session, container, unmount } = renderSession(<StreamView />)
    const room = script.last.surfaces[0]?.container
    expect(container.querySelector('[data-standby="stream-view-media"]')?.contains(room ?? null)).toBe(true)
    unmount()
    await settle()
    expect([room?.isConnected, session.media.video?.isConnected]).toEqual([false, false])
    expect(script.last.surfaces).toHaveLength(1)
  })

  it('swaps the video with the session, and nothing else', async () => {
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

  it('lets the last of two views have the video', () => {
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

  it('renders its children only for what they read themselves', () => {
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

  it('commits nothing while it simply plays', () => {
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

describe('a corner', () => {
  it.each(corners)('%s carries its name', (corner) => {
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

  it('is always there, and speaks without rendering', () => {
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

  it('forgets what waits when the view goes', () => {
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

describe('focus', () => {
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
  it('returns to the view when the surface that had it goes', async () => {
    const { script } = focused()
    screen.getByText('inside').focus()
    script.play()
    await settle()
    expect(document.activeElement).toBe(view())
  })

  it('stays where the viewer put it', async () => {
    const { script } = focused()
    screen.getByText('inside').focus()
    screen.getByText('outside').focus()
    script.play()
    await settle()
    expect(document.activeElement).toBe(screen.getByText('outside'))
  })

  it('is not taken when nothing in the view had it', async () => {
    const { script } = focused()
    script.play()
    await settle()
    expect(document.activeElement).toBe(document.body)
  })

  it('is not taken back after the viewer clicked beside the player', async () => {
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

  it('is told to the developer once, in three parts', () => {
    const warn = withStyles('')
    renderSession(<StreamView />).unmount()
    renderSession(<StreamView />)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toMatch(
      /^Standby: .*missing.*no place.*import '@standby\/react\/styles\.css'/,
    )
  })

  it('is not told where the styles are', () => {
    const warn = withStyles(' 1')
    renderSession(<StreamView />)
    expect(warn).not.toHaveBeenCalled()
  })

  it('is not told in jsdom, which applies no styles', () => {
    const warn = vi.spyOn(console, 'warn')
    forgetWarnings()
    renderSession(<StreamView />)
    expect(warn).not.toHaveBeenCalled()
  })
})
