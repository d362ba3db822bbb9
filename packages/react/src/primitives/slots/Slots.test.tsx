import { createElement, useEffect, type ReactNode } from 'react'
import { act, screen, waitFor } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Controls } from '../../components/Controls/Controls.tsx'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamOverlays, type StreamOverlaysProps } from '../../components/StreamOverlays/StreamOverlays.tsx'
import { StreamPlayer } from '../../components/StreamPlayer/StreamPlayer.tsx'
import { StreamView } from '../../components/StreamView/StreamView.tsx'
import { StreamViewCorner } from '../../components/StreamView/StreamViewCorner.tsx'
import { renderSession } from '../../testing.tsx'
import { Slots } from './Slots.tsx'

const reported = vi.fn<(error: Error) => void>()
// React 18 also reports errors to the window that a boundary catches.
const quiet = (event: Event) => event.preventDefault()

beforeEach(() => {
  reported.mockClear()
  vi.stubGlobal('reportError', reported)
  vi.spyOn(console, 'error').mockImplementation(() => {})
  window.addEventListener('error', quiet)
})
afterEach(() => {
  window.removeEventListener('error', quiet)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function Broken({ why = 'broken' }: { why?: string }): never {
  throw new Error(why)
}

function BreaksInEffect() {
  useEffect(() => {
    throw new Error('broken')
  })
  return <b>seen for a moment</b>
}

/** Throws while the session is in one of these statuses. */
function BreaksWhile({ statuses, text }: { statuses: string[]; text: string }) {
  const status = useSession((state) => state.status)
  if (statuses.includes(status)) throw new Error(`broken while ${status}`)
  return <b>{text}</b>
}

const picture = () => document.querySelector('[data-standby="stream-view-media"] video')

describe('an overlay that throws', () => {
  const slots = Object.keys({
    streamInput: 0,
    liveBadge: 0,
    soundGate: 0,
    farEndHint: 0,
    runtimeWarning: 0,
    stallIndicator: 0,
    playGate: 0,
    queueOverlay: 0,
    notLiveScreen: 0,
    connectingScreen: 0,
    disconnectScreen: 0,
    reconnectBanner: 0,
    textField: 0,
    connectionQuality: 0,
    statsPanel: 0,
    inputLockHint: 0,
    afkWarning: 0,
  } satisfies Record<keyof StreamOverlaysProps, 0>) as (keyof StreamOverlaysProps)[]
  const mine = (slot: keyof StreamOverlaysProps) => slots[(slots.indexOf(slot) + 1) % slots.length] as string

  it.each(slots)('in the slot %s keeps the picture, the other slots and the page', (slot) => {
    renderSession(
      <>
        <p>the page</p>
        <StreamView>
          <StreamOverlays {...{ [slot]: <Broken />, [mine(slot)]: <b>mine</b> }} />
          <Controls end={<i>own</i>} />
        </StreamView>
      </>,
    ).script.play()
    expect([screen.getByText('the page'), screen.getByText('mine'), screen.getByText('own')]).toHaveLength(3)
    expect(picture()).not.toBeNull()
    expect(reported).toHaveBeenCalledTimes(1)
  })

  const positions: [string, ReactNode][] = [
    ['beside the overlays of a view', [<Broken key="b" />, <b key="m">mine</b>]],
    [
      'in a corner',
      <StreamViewCorner corner="top" key="c">
        <Broken />
        <b>mine</b>
      </StreamViewCorner>,
    ],
    ['at the start of the bar', <Controls key="c" start={<Broken />} end={<b>mine</b>} />],
    ['at the end of the bar', <Controls key="c" end={[<Broken key="b" />, <b key="m">mine</b>]} />],
    [
      'in an effect',
      <div key="e">
        <Slots>
          <BreaksInEffect />
          <b>mine</b>
        </Slots>
      </div>,
    ],
  ]
  it.each(positions)('%s keeps the nodes beside it', (_, children) => {
    renderSession(<StreamView>{children}</StreamView>).script.play()
    expect(screen.getByText('mine')).toBeDefined()
    expect(screen.queryByText('seen for a moment')).toBeNull()
    expect(picture()).not.toBeNull()
  })

  it.each<[string, ReactNode]>([
    ['an undefined component', createElement(undefined as never, { key: 'u' })],
    ['an object that is not an element', { a: 1 } as never],
  ])('because it is %s keeps the nodes beside it', (_, child) => {
    renderSession(
      <StreamView>
        {child}
        <b>mine</b>
      </StreamView>,
    ).script.play()
    expect(screen.getByText('mine')).toBeDefined()
    expect(picture()).not.toBeNull()
  })

  it('as a child or as the controls of a player keeps the rest', async () => {
    const { source, script } = scriptedSource()
    const session = createSession({ source, environment: manualEnvironment(), afk: false })
    renderSession(
      <StreamPlayer session={session} controls={<Broken />}>
        <Broken />
        <b>mine</b>
      </StreamPlayer>,
    )
    act(() => script.emit({ type: 'queued', position: 3 }))
    expect(screen.getByText('mine')).toBeDefined()
    await waitFor(() => expect(document.querySelector('[data-standby="queue-overlay"]')).not.toBeNull())
  })

  it('is reported to the developer once, in three parts, with the error as its cause', () => {
    const { script } = renderSession(
      <StreamView>
        <BreaksWhile statuses={['requesting', 'connecting', 'streaming']} text="mine" />
      </StreamView>,
    )
    expect(reported).toHaveBeenCalledTimes(1)
    const [told] = reported.mock.calls[0] ?? []
    expect(told?.message).toMatch(/^Standby: .*broken while requesting.*picture.*stay\. Look at the cause/)
    expect(told?.cause).toMatchObject({ message: 'broken while requesting' })
    script.emit({ type: 'assigned' })
    script.play()
    // These are different errors, so each is reported.
    expect(reported).toHaveBeenCalledTimes(3)
  })

  it('is reported once if it throws the same error in every status', () => {
    const { script } = renderSession(
      <StreamView>
        <Broken />
      </StreamView>,
    )
    script.emit({ type: 'queued', position: 2 })
    script.emit({ type: 'assigned' })
    script.play()
    expect(reported).toHaveBeenCalledTimes(1)
  })

  it('is reported on the console where there is no reportError', () => {
    vi.stubGlobal('reportError', undefined)
    renderSession(
      <StreamView>
        <Broken />
      </StreamView>,
    )
    const told = vi.mocked(console.error).mock.calls.flat().map(String)
    expect(told.filter((line) => line.includes('Standby: an overlay threw'))).toHaveLength(1)
  })
})

describe('a slot whose child threw', () => {
  it('shows it again in the next status', () => {
    const { script } = renderSession(
      <StreamView>
        <BreaksWhile statuses={['queued']} text="mine" />
      </StreamView>,
    )
    expect(screen.getByText('mine')).toBeDefined()
    script.emit({ type: 'queued', position: 2 })
    expect(screen.queryByText('mine')).toBeNull()
    script.emit({ type: 'assigned' })
    expect(screen.getByText('mine')).toBeDefined()
  })

  it('does not try again while the status stays the same', () => {
    const tries = vi.fn<() => void>()
    function Counted(): ReactNode {
      const position = useQueuePosition()?.position
      if (position === undefined) return null
      tries()
      throw new Error('broken')
    }
    const { script } = renderSession(
      <StreamView>
        <Counted />
      </StreamView>,
    )
    script.emit({ type: 'queued', position: 3 })
    tries.mockClear()
    script.emit({ type: 'queued', position: 2 })
    script.emit({ type: 'queued', position: 1 })
    expect(tries).not.toHaveBeenCalled()
  })

  const ui = (child: ReactNode) => (
    <StreamView>
      <StreamOverlays statsPanel={child} />
    </StreamView>
  )

  it('shows another element at once', () => {
    const { rerender } = renderSession(ui(<Broken />))
    rerender(ui(<b>mine</b>))
    expect(screen.getByText('mine')).toBeDefined()
  })

  it('tries again with other props, not when only the page renders', () => {
    const { rerender } = renderSession(ui(<Broken why="first" />))
    vi.mocked(console.error).mockClear()
    rerender(ui(<Broken why="first" />))
    expect(console.error).not.toHaveBeenCalled()
    rerender(ui(<Broken why="second" />))
    expect(reported.mock.calls.map(([{ cause }]) => String(cause))).toEqual(['Error: first', 'Error: second'])
  })

  it('shows it again with another session', () => {
    const make = () => {
      const { source, script } = scriptedSource()
      return { script, session: createSession({ source, environment: manualEnvironment(), afk: false }) }
    }
    const [first, second] = [make(), make()]
    const page = ({ session }: typeof first) => (
      <StreamProvider session={session}>
        <StreamView>
          <BreaksWhile statuses={['queued']} text="mine" />
        </StreamView>
      </StreamProvider>
    )
    const { rerender } = renderSession(page(first))
    act(() => first.script.emit({ type: 'queued', position: 2 }))
    expect(screen.queryByText('mine')).toBeNull()
    rerender(page(second))
    expect(screen.getByText('mine')).toBeDefined()
  })

  it('has no listener once it shows the child again or is unmounted', () => {
    const { source, script } = scriptedSource()
    const session = createSession({ source, environment: manualEnvironment(), afk: false })
    let listening = 0
    const { on } = session
    vi.spyOn(session, 'on').mockImplementation((...args) => {
      const stop = on(...args)
      listening++
      return () => {
        listening--
        stop()
      }
    })
    const { unmount } = renderSession(
      <StreamProvider session={session}>
        <Slots>
          <BreaksWhile statuses={['queued', 'connecting']} text="mine" />
        </Slots>
      </StreamProvider>,
    )
    act(() => session.start())
    act(() => script.emit({ type: 'queued', position: 2 }))
    expect(listening).toBe(1)
    act(() => script.play())
    expect(screen.getByText('mine')).toBeDefined()
    expect(listening).toBe(0)
    act(() => script.emit({ type: 'closed', code: 1006 }))
    unmount()
    expect(listening).toBe(0)
  })
})

describe('slots', () => {
  it('keep a keyed child with its state when the child before it is removed', () => {
    const mounted = vi.fn<(name: string) => void>()
    function Item({ name }: { name: string }) {
      useEffect(() => mounted(name), [name])
      return <b>{name}</b>
    }
    const list = (names: string[]) => (
      <StreamView>
        {names.map((name) => (
          <Item key={name} name={name} />
        ))}
      </StreamView>
    )
    const { rerender } = renderSession(list(['a', 'b']))
    const before = screen.getByText('b')
    rerender(list(['b']))
    expect(screen.getByText('b')).toBe(before)
    expect(mounted.mock.calls).toEqual([['a'], ['b']])
  })

  it('add nothing to the markup', () => {
    const children = ['text', <b key="b">mine</b>, null, <i key="i">other</i>, 'a', 'b']
    expect(renderToString(<Slots>{children}</Slots>)).toBe(renderToString(<>{children}</>))
    expect(renderToString(<Slots>{children[1]}</Slots>)).toBe('<b>mine</b>')
    expect(renderToString(<Slots />)).toBe('')
  })

  it('throw on a server', () => {
    const page = (
      <Slots>
        <Broken />
      </Slots>
    )
    expect(() => renderToString(page)).toThrow('broken')
  })
})
