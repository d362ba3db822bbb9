import * as React from 'react'
import { StrictMode } from 'react'
import { act, render } from '@testing-library/react'
import { createSession, statuses, type Session, type Status } from '@standby/core'
import { manualEnvironment, scriptedSource, type SourceScript } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StreamView } from '../components/StreamView/StreamView.tsx'
import { StreamProvider } from './StreamProvider.tsx'
import { useCreateSession } from './useCreateSession.ts'

let environment = manualEnvironment()
const made: { session: Session; script: SourceScript }[] = []

function make(): Session {
  const { source, script } = scriptedSource({ id: String(made.length) })
  const session = createSession({ source, environment, afk: false })
  made.push({ session, script })
  return session
}

function Player({ source = 'a' }: { source?: string }) {
  const session = useCreateSession(make, source)
  return (
    <StreamProvider session={session}>
      <StreamView />
    </StreamProvider>
  )
}

/** All connections that far ends have seen; `open` returns those still open. */
const connections = () => made.flatMap(({ script }) => script.connections)
const open = () => connections().filter(({ closed }) => closed === null)

const pass = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms)
    environment.advance(ms)
  })

beforeEach(() => {
  made.length = 0
  environment = manualEnvironment()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

describe('useCreateSession', () => {
  it('creates one session and keeps it across renders', () => {
    const { rerender } = render(<Player />)
    rerender(<Player />)
    expect(made).toHaveLength(1)
    expect(open()).toHaveLength(1)
  })

  it('connects and closes once under StrictMode', () => {
    const { unmount } = render(<Player />, { wrapper: StrictMode })
    pass(1000)
    expect(connections()).toHaveLength(1)
    expect(open()).toHaveLength(1)
    unmount()
    pass(0)
    expect(open()).toHaveLength(0)
    expect(connections()).toHaveLength(1)
  })

  it('destroys the session one macrotask after unmount', () => {
    const { unmount } = render(<Player />)
    unmount()
    expect(open()).toHaveLength(1)
    pass(0)
    expect(open()).toHaveLength(0)
    expect([environment.timers, environment.listeners, vi.getTimerCount()]).toEqual([0, 0, 0])
  })

  it('creates a new session for a new key, and destroys the old one', () => {
    const { rerender, container } = render(<Player source="a" />)
    rerender(<Player source="b" />)
    pass(0)
    expect(made).toHaveLength(2)
    expect(made[0]?.script.last.closed).not.toBeNull()
    expect(open()).toEqual([made[1]?.script.last])
    expect(container.querySelectorAll('video')).toHaveLength(1)
  })

  it('has one connection and one video after ten fast key changes', () => {
    const { rerender, container } = render(<Player source="0" />, { wrapper: StrictMode })
    for (let index = 1; index <= 10; index++) rerender(<Player source={String(index)} />)
    pass(0)
    expect(open()).toHaveLength(1)
    expect(container.querySelectorAll('video')).toHaveLength(1)
  })

  it('creates no session for a new `make` under the same key', () => {
    const { rerender } = render(<Again step={1} />)
    rerender(<Again step={2} />)
    expect(made).toHaveLength(1)
  })
})

function Again({ step }: { step: number }) {
  const session = useCreateSession(() => make(), 'same')
  return <p title={session.id}>{step}</p>
}

describe('useCreateSession unmounted', () => {
  const close = (code: number) => ({ type: 'closed' as const, code })
  const ways: Record<
    Exclude<Status, 'ready'>,
    (player: { script: SourceScript; session: Session }) => void
  > = {
    requesting: () => {},
    queued: ({ script }) => script.emit({ type: 'queued', position: 3 }),
    'not-live': ({ script }) => script.emit({ type: 'not-live', reason: 'not-started' }),
    connecting: ({ script }) => script.emit({ type: 'assigned' }),
    streaming: ({ script }) => script.play(),
    idle: ({ script }) => {
      script.play()
      script.emit({ type: 'afk', remainingMs: 30_000 })
    },
    reconnecting: ({ script }) => {
      script.play()
      script.emit(close(1006))
    },
    disconnected: ({ script }) => script.emit(close(1000)),
    failed: ({ script }) => script.emit(close(4003)),
  }

  it.each(statuses.filter((status) => status !== 'ready'))('while %s leaves nothing behind', (status) => {
    const { unmount } = render(<Player />, { wrapper: StrictMode })
    const player = made.find(({ script }) => script.connections.length > 0)
    if (!player) throw new Error('Nothing connected')
    act(() => ways[status](player))
    expect(player.session.getState().status).toBe(status)
    unmount()
    pass(0)
    expect(open()).toEqual([])
    expect([environment.timers, environment.listeners, vi.getTimerCount()]).toEqual([0, 0, 0])
    expect(player.session.media.video).toBeNull()
  })
})

// React 18 has no <Activity>, so these tests run only on React 19.
const activities = 'Activity' in React ? [React.Activity] : []

describe.each(activities)('useCreateSession in <Activity>', (Activity) => {
  const page = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <Player />
    </Activity>
  )
  const show = () => {
    const rendered = render(page('visible'), { wrapper: StrictMode })
    act(() => made.find(({ script }) => script.connections.length > 0)?.script.play())
    return { ...rendered, turn: (mode: 'visible' | 'hidden') => rendered.rerender(page(mode)) }
  }
  const status = () => made.find(({ script }) => script.connections.length > 0)?.session.getState().status

  it('keeps its connection through a short hide', () => {
    const { turn } = show()
    turn('hidden')
    pass(29_999)
    turn('visible')
    pass(60_000)
    expect(connections()).toHaveLength(1)
    expect(open()).toHaveLength(1)
  })

  it('leaves after 30 s hidden, and starts again on reveal before the first paint', () => {
    const { turn, container } = show()
    turn('hidden')
    pass(30_000)
    expect(status()).toBe('disconnected')
    expect(open()).toEqual([])
    turn('visible')
    expect(status()).toBe('requesting')
    expect(open()).toHaveLength(1)
    expect(container.querySelector('[data-standby="stream-view"]')?.getAttribute('data-status')).toBe(
      'requesting',
    )
  })

  it('destroys the session when it is unmounted while hidden', () => {
    const { turn, unmount } = show()
    turn('hidden')
    unmount()
    pass(0)
    expect(open()).toEqual([])
    expect([environment.timers, vi.getTimerCount()]).toEqual([0, 0])
  })
})
