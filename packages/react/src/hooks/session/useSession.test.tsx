import { act, render } from '@testing-library/react'
import { createSession, type Session, type Status } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { renderSession, renderSessionHook } from '../../testing.tsx'
import { useSession } from './useSession.ts'
import { useSessionActions } from './useSessionActions.ts'
import { useSessionHandle } from './useSessionHandle.ts'

const makeSession = (): Session =>
  createSession({ source: scriptedSource({ id: 'other' }).source, environment: manualEnvironment() })

describe('useSession', () => {
  it('returns the frozen state', () => {
    const { result, session } = renderSessionHook(() => useSession())
    expect(result.current).toBe(session.getState())
    expect(Object.isFrozen(result.current)).toBe(true)
  })

  it('returns one slice, and renders only when that slice changes', () => {
    const { result, script } = renderSessionHook(() => useSession((state) => state.status))
    script.emit({ type: 'queued', position: 3 })
    script.emit({ type: 'queued', position: 2 })
    script.emit({ type: 'queued', position: 1 })
    expect(result.all).toEqual(['requesting', 'queued'])
    expectTypeOf(result.current).toEqualTypeOf<Status>()
  })

  it('compares object slices shallowly', () => {
    const { result, script } = renderSessionHook(() =>
      useSession(({ status, queue }) => ({ status, offer: queue?.offer })),
    )
    script.emit({ type: 'queued', position: 3 })
    const queued = result.current
    script.emit({ type: 'queued', position: 2 })
    expect(result.current).toBe(queued)
    expect(result.all).toHaveLength(2)
  })

  it('compares slices with the given function', () => {
    const near = (a: number, b: number) => Math.abs(a - b) < 10
    const { result, script } = renderSessionHook(() =>
      useSession((state) => state.queue?.position ?? 0, near),
    )
    script.emit({ type: 'queued', position: 30 })
    script.emit({ type: 'queued', position: 25 })
    script.emit({ type: 'queued', position: 20 })
    expect(result.all).toEqual([0, 30, 20])
  })

  it('renders once per change, also with slices that are never equal', () => {
    const { result, script } = renderSessionHook(() =>
      useSession(
        ({ status }) => ({ status }),
        () => false,
      ),
    )
    script.emit({ type: 'queued', position: 3 })
    expect(result.all).toEqual([{ status: 'requesting' }, { status: 'queued' }])
  })

  it('keeps the slice of an inline selector across renders', () => {
    const { result, rerender } = renderSessionHook(() => useSession(({ status }) => ({ status })))
    rerender()
    expect(result.all).toHaveLength(2)
    expect(result.all[1]).toBe(result.all[0])
  })

  it('reads the given session, in each call form', () => {
    const other = makeSession()
    const { result } = renderSessionHook(() => [
      useSession({ session: other }).status,
      useSession((state) => state.status, { session: other }),
      useSession((state) => state.status, Object.is, { session: other }),
      useSession((state) => state.status),
    ])
    expect(result.current).toEqual(['ready', 'ready', 'ready', 'requesting'])
  })

  it('follows the provider to another session', () => {
    const [first, second] = [makeSession(), makeSession()]
    const Status = () => <>{useSession((state) => state.status)}</>
    const ui = (session: Session) => (
      <StreamProvider session={session}>
        <Status />
      </StreamProvider>
    )
    const { container, rerender } = render(ui(first))
    second.start()
    rerender(ui(second))
    expect(container.textContent).toBe('requesting')
    act(() => first.start())
    act(() => second.destroy())
    expect(container.textContent).toBe('requesting')
  })

  it('throws outside a provider, says how to fix it, and names the useSession of Auth.js and LiveKit', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const Outside = () => <>{useSession((state) => state.status)}</>
    expect(() => render(<Outside />)).toThrow(
      /^Standby: useSession\(\) was called outside a <StreamProvider>\..*<StreamProvider session=\{session\}>.*Auth\.js from 'next-auth\/react'.*LiveKit from '@livekit\/components-react'/,
    )
    error.mockRestore()
  })
})

describe('useSessionHandle', () => {
  it('returns the session without rendering for its changes', () => {
    const { result, session, script } = renderSessionHook(() => useSessionHandle())
    script.emit({ type: 'queued', position: 3 })
    expect(result.all).toEqual([session])
  })

  it('returns the given session', () => {
    const other = makeSession()
    const Given = () => <>{useSessionHandle({ session: other }).source.id}</>
    expect(render(<Given />).container.textContent).toBe('other')
  })
})

describe('useSessionActions', () => {
  it('returns the same bound methods everywhere, for the life of the session', () => {
    const { result, script } = renderSessionHook(() => [useSessionActions(), useSessionActions()] as const)
    const [first, second] = result.current
    expect(second).toBe(first)
    script.play()
    expect(result.current[0]).toBe(first)
  })

  it('needs no `this`', () => {
    const { result, clock, session } = renderSessionHook(() => useSessionActions())
    const { leave, start } = result.current
    leave()
    clock.advance(0)
    expect(session.getState().status).toBe('disconnected')
    act(() => start())
    expect(session.getState()).toMatchObject({ status: 'requesting', run: 2 })
  })
})

describe('StreamProvider', () => {
  it('does not render its children when the state changes', () => {
    const rendered = vi.fn<() => null>(() => null)
    const Child = () => rendered()
    const { script } = renderSession(<Child />)
    script.play()
    expect(rendered).toHaveBeenCalledTimes(1)
  })
})
