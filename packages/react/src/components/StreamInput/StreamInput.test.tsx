import { Profiler } from 'react'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { SourceCommand } from '@standby/core/source'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { useInputLock } from '../../hooks/session/useInputLock.ts'
import { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderedSession, type RenderSessionOptions } from '../../testing.tsx'
import { inputStore } from '../../session/input-state.ts'
import { StreamInput } from './StreamInput.tsx'

// Loaded up front: its first transform in the test run can take long.
beforeAll(() => import('./capture-input.ts'))
afterEach(() => vi.restoreAllMocks())

const surface = () => screen.getByRole('application')
const inputs = ({ script }: RenderedSession) =>
  script.last.commands.flatMap((command: SourceCommand) => (command.type === 'input' ? [command.event] : []))
const sent = (rendered: RenderedSession) =>
  inputs(rendered).map((event) => (event.type === 'key' ? `${event.code} ${event.phase}` : event.type))
const key = (name: string, init: KeyboardEventInit = {}) => ({
  key: name,
  code: `Key${name.toUpperCase()}`,
  ...init,
})

function Lock({ locked }: { locked: boolean }) {
  useInputLock(locked)
  return null
}

/** A session under the viewer's control: it plays, takes input, and the picture has the focus. */
async function inControl(
  ui = <StreamInput />,
  options: RenderSessionOptions = { session: { afk: false } },
): Promise<RenderedSession> {
  const rendered = renderSession(<StreamView>{ui}</StreamView>, options)
  rendered.script.play()
  rendered.script.emit({ type: 'tracks', input: true })
  // The capture code is loaded once it reacts to the focus.
  await vi.waitFor(() => {
    act(() => surface().blur())
    act(() => surface().focus())
    expect(inputStore(rendered.session).get().focused).toBe(true)
  }, 15_000)
  return rendered
}

describe('StreamInput', () => {
  it('is not rendered where the source takes no input', () => {
    const { script } = renderSession(
      <StreamView>
        <StreamInput />
      </StreamView>,
    )
    script.play()
    expect(screen.queryByRole('application')).toBeNull()
  })

  it('unmounts when the source stops taking input', async () => {
    const { script } = await inControl()
    script.emit({ type: 'tracks', input: null })
    expect(screen.queryByRole('application')).toBeNull()
  })

  it('can be reached by Tab, and describes where keys go and how to leave', async () => {
    await inControl()
    expect(surface().tabIndex).toBe(0)
    expect(document.getElementById(surface().getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Keys go to the stream while it has the focus. Tab leaves it.',
    )
  })

  it('commits nothing while the viewer plays', async () => {
    const commits = vi.fn<() => void>()
    await inControl(
      <Profiler id="input" onRender={commits}>
        <StreamInput />
      </Profiler>,
    )
    commits.mockClear()
    for (const name of 'wasd') {
      fireEvent.keyDown(surface(), key(name))
      fireEvent.keyUp(surface(), key(name))
    }
    expect(commits).not.toHaveBeenCalled()
  })
})

describe('keys', () => {
  it('go only to the far end while the picture has the focus', async () => {
    const rendered = await inControl()
    const elsewhere = vi.fn<() => void>()
    document.body.addEventListener('keydown', elsewhere)
    expect(fireEvent.keyDown(surface(), key('w'))).toBe(false)
    fireEvent.keyDown(surface(), key('w', { repeat: true }))
    fireEvent.keyUp(surface(), key('w'))
    document.body.removeEventListener('keydown', elsewhere)
    expect(elsewhere).not.toHaveBeenCalled()
    expect(inputs(rendered)).toEqual([
      { type: 'key', phase: 'down', code: 'KeyW', key: 'w', repeat: false },
      { type: 'key', phase: 'down', code: 'KeyW', key: 'w', repeat: true },
      { type: 'key', phase: 'up', code: 'KeyW', key: 'w', repeat: false },
    ])
  })

  it('stay with the page while something else has the focus', async () => {
    const rendered = await inControl()
    act(() => surface().blur())
    fireEvent.keyDown(document.body, key('w'))
    expect(inputs(rendered)).toEqual([])
  })

  it('leave Tab to the browser, so that it leaves the picture', async () => {
    const rendered = await inControl()
    expect(fireEvent.keyDown(surface(), { key: 'Tab', code: 'Tab' })).toBe(true)
    expect(inputs(rendered)).toEqual([])
  })

  it.each([{ key: 'F5' }, { key: 'F11' }, { key: 'F12' }, { key: 'r', metaKey: true }, { key: 'Process' }])(
    'leave %o to the browser',
    async (init) => {
      const rendered = await inControl()
      expect(fireEvent.keyDown(surface(), init)).toBe(true)
      expect(inputs(rendered)).toEqual([])
    },
  )

  it('are all released when Meta goes down, because the page then misses their keyup', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), key('w'))
    fireEvent.keyDown(surface(), { key: 'Meta', code: 'MetaLeft', metaKey: true })
    expect(sent(rendered)).toEqual(['KeyW down', 'KeyW up'])
  })

  it('have names of max 64 characters', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), { key: 'k'.repeat(500), code: 'c'.repeat(500) })
    expect(inputs(rendered)[0]).toMatchObject({ key: 'k'.repeat(64), code: 'c'.repeat(64) })
  })

  it('that were down before the focus came are sent as pressed on their first repeat', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), key('w', { repeat: true }))
    expect(inputs(rendered)).toMatchObject([{ phase: 'down', repeat: false }])
  })
})

describe('pressed keys are released', () => {
  const holding = async (ui = <StreamInput />, options?: RenderSessionOptions) => {
    const rendered = await inControl(ui, options)
    fireEvent.keyDown(surface(), key('w'))
    fireEvent.keyDown(surface(), key('a'))
    return rendered
  }
  const released = ['KeyW down', 'KeyA down', 'KeyW up', 'KeyA up']

  it('when the focus leaves', async () => {
    const rendered = await holding()
    act(() => surface().blur())
    expect(sent(rendered)).toEqual(released)
  })

  it('when the page is hidden', async () => {
    const rendered = await holding()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    fireEvent(document, new Event('visibilitychange'))
    expect(sent(rendered)).toEqual(released)
  })

  it('when the AFK warning opens and locks input', async () => {
    const rendered = await holding(
      <>
        <StreamInput />
        <AfkWarning />
      </>,
      {},
    )
    rendered.script.emit({ type: 'afk', remainingMs: 30_000 })
    expect(sent(rendered)).toEqual(released)
    fireEvent.keyDown(surface(), key('d'))
    expect(sent(rendered)).toEqual(released)
  })

  it('when an overlay of the page locks input, until it unlocks', async () => {
    const rendered = await holding()
    const lock = inputStore(rendered.session).lock()
    expect(sent(rendered)).toEqual(released)
    fireEvent.keyDown(surface(), key('d'))
    lock()
    lock()
    fireEvent.keyDown(surface(), key('s'))
    expect(sent(rendered)).toEqual([...released, 'KeyS down'])
  })

  it('when the component unmounts', async () => {
    const rendered = await holding()
    rendered.rerender(<StreamView />)
    expect(sent(rendered)).toEqual(released)
    expect(inputStore(rendered.session).get().focused).toBe(false)
  })

  it('once the session has reconnected', async () => {
    const rendered = await holding()
    rendered.script.emit({ type: 'closed', code: 1006 })
    expect(rendered.session.getState().status).toBe('reconnecting')
    rendered.clock.advance(60_000)
    act(() => rendered.session.retry())
    rendered.script.play()
    rendered.script.emit({ type: 'tracks', input: true })
    await waitFor(() => expect(sent(rendered)).toEqual(['KeyW up', 'KeyA up']))
  })
})

describe('useInputLock', () => {
  it('locks while its argument is true, and not after unmount', async () => {
    const { session, rerender } = renderSession(<Lock locked />)
    expect(inputStore(session).get().locks).toBe(1)
    rerender(<Lock locked={false} />)
    expect(inputStore(session).get().locks).toBe(0)
    rerender(<Lock locked />)
    rerender(<p />)
    expect(inputStore(session).get().locks).toBe(0)
  })
})

describe('captureTab', () => {
  const Escape = { key: 'Escape', code: 'Escape' }

  it('sends Tab to the far end', async () => {
    const rendered = await inControl(<StreamInput captureTab />)
    expect(fireEvent.keyDown(surface(), { key: 'Tab', code: 'Tab' })).toBe(false)
    expect(sent(rendered)).toEqual(['Tab down'])
    expect(surface().textContent).toContain('Hold Escape')
  })

  it('leaves the picture when Escape is held for 1 s, not on a short press', async () => {
    const rendered = await inControl(<StreamInput captureTab />)
    fireEvent.keyDown(surface(), Escape)
    rendered.clock.advance(999)
    fireEvent.keyUp(surface(), Escape)
    rendered.clock.advance(1000)
    expect(document.activeElement).toBe(surface())
    fireEvent.keyDown(surface(), Escape)
    fireEvent.keyDown(surface(), { ...Escape, repeat: true })
    rendered.clock.advance(1000)
    expect(document.activeElement).not.toBe(surface())
    expect(sent(rendered).at(-1)).toBe('Escape up')
  })
})

describe('gamepads', () => {
  type Pad = { index: number; axes: number[]; buttons: { value: number }[] }
  const usePads = (...pads: Pad[]) => {
    const frames: FrameRequestCallback[] = []
    Object.defineProperty(navigator, 'getGamepads', { configurable: true, value: () => pads })
    vi.spyOn(window, 'requestAnimationFrame').mockImplementation((run) => frames.push(run))
    vi.spyOn(window, 'cancelAnimationFrame').mockImplementation((id) => void frames.splice(id - 1, 1))
    return { frames, nextFrame: () => act(() => frames.splice(0).forEach((run) => run(0))) }
  }
  afterEach(() => void Reflect.deleteProperty(navigator, 'getGamepads'))
  const pad = (): Pad => ({ index: 0, axes: [0, 0], buttons: [{ value: 0 }, { value: 0 }] })

  it('are not polled while none is connected', async () => {
    const { frames } = usePads()
    await inControl()
    expect(frames).toHaveLength(0)
  })

  it('are ignored where the frame’s policy forbids them', async () => {
    usePads()
    Object.defineProperty(navigator, 'getGamepads', {
      configurable: true,
      value() {
        throw new DOMException('Access to the feature "gamepad" is disallowed.', 'SecurityError')
      },
    })
    const rendered = await inControl()
    fireEvent.keyDown(surface(), { code: 'KeyW', key: 'w' })
    expect(inputs(rendered)).toMatchObject([{ type: 'key', code: 'KeyW' }])
  })

  it('are polled once per frame while the picture has the focus, and sent when they change', async () => {
    const mine = pad()
    const { frames, nextFrame } = usePads(mine)
    const rendered = await inControl()
    nextFrame()
    expect(inputs(rendered)).toEqual([])
    mine.axes = [0.503, 0]
    nextFrame()
    nextFrame()
    expect(inputs(rendered)).toEqual([{ type: 'gamepad', index: 0, axes: [0.5, 0], buttons: [0, 0] }])
    expect(frames).toHaveLength(1)
    act(() => surface().blur())
    expect(inputs(rendered).at(-1)).toEqual({ type: 'gamepad', index: 0, axes: [0, 0], buttons: [0, 0] })
    nextFrame()
    expect(frames).toHaveLength(0)
  })

  it('count as activity on a press, not on a slight stick movement', async () => {
    const mine = pad()
    const { nextFrame } = usePads(mine)
    const rendered = await inControl(<StreamInput />, {})
    rendered.clock.advance(120_000)
    expect(rendered.session.getState().status).toBe('idle')
    nextFrame()
    mine.axes = [0.08, 0]
    nextFrame()
    expect(rendered.session.getState().status).toBe('idle')
    mine.buttons = [{ value: 1 }, { value: 0 }]
    nextFrame()
    expect(rendered.session.getState().status).toBe('streaming')
  })
})

describe('StreamInput after unmount', () => {
  it('leaves no listener and no timer behind', async () => {
    const signals: AbortSignal[] = []
    const add = EventTarget.prototype.addEventListener
    vi.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation(function record(
      this: EventTarget,
      ...args: Parameters<EventTarget['addEventListener']>
    ) {
      const [, , options] = args
      const ours =
        this === document || (this instanceof HTMLElement && this.getAttribute('role') === 'application')
      if (ours && typeof options === 'object' && options.signal) signals.push(options.signal)
      add.apply(this, args)
    })
    const rendered = await inControl(<StreamInput captureTab />)
    fireEvent.keyDown(surface(), { key: 'Escape', code: 'Escape' })
    const before = rendered.clock.timers
    expect(signals.length).toBeGreaterThan(10)
    rendered.rerender(<StreamView />)
    expect(signals.filter((signal) => !signal.aborted)).toEqual([])
    expect(rendered.clock.timers).toBe(before - 1)
  })

  it('starts nothing when the code arrives late', async () => {
    const { script, session, rerender } = renderSession(
      <StreamView>
        <StreamInput />
      </StreamView>,
    )
    script.play()
    script.emit({ type: 'tracks', input: true })
    const element = surface()
    rerender(<StreamView />)
    await act(async () => void (await import('./capture-input.ts')))
    document.body.append(element)
    element.focus()
    expect(inputStore(session).get().focused).toBe(false)
    element.remove()
  })
})
