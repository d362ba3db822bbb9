import { Profiler } from 'react'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { SourceCommand } from '@standby/core/source'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { useInputLock } from '../../hooks/session/useInputLock.ts'
import { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderedSession, type RenderSessionOptions } from '../../testing.tsx'
import { inputStore } from './input-state.ts'
import { StreamInput } from './StreamInput.tsx'

// A page loads it in a moment; what transforms it for the first test may need a while.
beforeAll(() => import('./capture-input.ts'))
afterEach(() => vi.restoreAllMocks())

const surface = () => screen.getByRole('application')
const inputs = ({ script }: RenderedSession) =>
  script.last.commands.flatMap((command: SourceCommand) => (command.type === 'input' ? [command.event] : []))
const told = (rendered: RenderedSession) =>
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

/** In the viewer's hands: it plays, takes input, and the picture has the focus. */
async function inControl(
  ui = <StreamInput />,
  options: RenderSessionOptions = { session: { afk: false } },
): Promise<RenderedSession> {
  const rendered = renderSession(<StreamView>{ui}</StreamView>, options)
  rendered.script.play()
  rendered.script.emit({ type: 'tracks', input: true })
  // What captures is loaded once it answers to the focus.
  await vi.waitFor(() => {
    act(() => surface().blur())
    act(() => surface().focus())
    expect(inputStore(rendered.session).get().focused).toBe(true)
  }, 15_000)
  return rendered
}

describe('StreamInput', () => {
  it('is not there where the source takes no input', () => {
    const { script } = renderSession(
      <StreamView>
        <StreamInput />
      </StreamView>,
    )
    script.play()
    expect(screen.queryByRole('application')).toBeNull()
  })

  it('comes and goes with what the source takes', async () => {
    const { script } = await inControl()
    script.emit({ type: 'tracks', input: null })
    expect(screen.queryByRole('application')).toBeNull()
  })

  it('can be reached by Tab, and says where keys go and how to leave', async () => {
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
  it('go to the far end while the picture has the focus, and nowhere else', async () => {
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

  it('stay with the page while something else has it', async () => {
    const rendered = await inControl()
    act(() => surface().blur())
    fireEvent.keyDown(document.body, key('w'))
    expect(inputs(rendered)).toEqual([])
  })

  it('Tab leaves', async () => {
    const rendered = await inControl()
    expect(fireEvent.keyDown(surface(), { key: 'Tab', code: 'Tab' })).toBe(true)
    expect(inputs(rendered)).toEqual([])
  })

  it.each([{ key: 'F5' }, { key: 'F11' }, { key: 'F12' }, { key: 'r', metaKey: true }, { key: 'Process' }])(
    'leaves %o to the browser',
    async (init) => {
      const rendered = await inControl()
      expect(fireEvent.keyDown(surface(), init)).toBe(true)
      expect(inputs(rendered)).toEqual([])
    },
  )

  it('lets go of everything when the command key goes down, which hides the rest', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), key('w'))
    fireEvent.keyDown(surface(), { key: 'Meta', code: 'MetaLeft', metaKey: true })
    expect(told(rendered)).toEqual(['KeyW down', 'KeyW up'])
  })

  it('are bounded, whatever a keyboard calls them', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), { key: 'k'.repeat(500), code: 'c'.repeat(500) })
    expect(inputs(rendered)[0]).toMatchObject({ key: 'k'.repeat(64), code: 'c'.repeat(64) })
  })

  it('that were down before the picture had the focus begin with their first repeat', async () => {
    const rendered = await inControl()
    fireEvent.keyDown(surface(), key('w', { repeat: true }))
    expect(inputs(rendered)).toMatchObject([{ phase: 'down', repeat: false }])
  })
})

describe('what is held down is let go', () => {
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
    expect(told(rendered)).toEqual(released)
  })

  it('when the page is hidden', async () => {
    const rendered = await holding()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    fireEvent(document, new Event('visibilitychange'))
    expect(told(rendered)).toEqual(released)
  })

  it('when the warning comes, which locks input', async () => {
    const rendered = await holding(
      <>
        <StreamInput />
        <AfkWarning />
      </>,
      {},
    )
    rendered.script.emit({ type: 'afk', remainingMs: 30_000 })
    expect(told(rendered)).toEqual(released)
    fireEvent.keyDown(surface(), key('d'))
    expect(told(rendered)).toEqual(released)
  })

  it('when an overlay of the page locks input, until it is gone', async () => {
    const rendered = await holding()
    const lock = inputStore(rendered.session).lock()
    expect(told(rendered)).toEqual(released)
    fireEvent.keyDown(surface(), key('d'))
    lock()
    lock()
    fireEvent.keyDown(surface(), key('s'))
    expect(told(rendered)).toEqual([...released, 'KeyS down'])
  })

  it('when the component goes', async () => {
    const rendered = await holding()
    rendered.rerender(<StreamView />)
    expect(told(rendered)).toEqual(released)
    expect(inputStore(rendered.session).get().focused).toBe(false)
  })

  it('once the far end can hear it again', async () => {
    const rendered = await holding()
    rendered.script.emit({ type: 'closed', code: 1006 })
    expect(rendered.session.getState().status).toBe('reconnecting')
    rendered.clock.advance(60_000)
    act(() => rendered.session.retry())
    rendered.script.play()
    rendered.script.emit({ type: 'tracks', input: true })
    await waitFor(() => expect(told(rendered)).toEqual(['KeyW up', 'KeyA up']))
  })
})

describe('useInputLock', () => {
  it('locks while it is asked to, and not after it has gone', async () => {
    const { session, rerender } = renderSession(<Lock locked />)
    expect(inputStore(session).get().locks).toBe(1)
    rerender(<Lock locked={false} />)
    expect(inputStore(session).get().locks).toBe(0)
    rerender(<Lock locked />)
    rerender(<p />)
    expect(inputStore(session).get().locks).toBe(0)
  })
})

describe('Tab for the far end', () => {
  const Escape = { key: 'Escape', code: 'Escape' }

  it('is captured where the page says so', async () => {
    const rendered = await inControl(<StreamInput captureTab />)
    expect(fireEvent.keyDown(surface(), { key: 'Tab', code: 'Tab' })).toBe(false)
    expect(told(rendered)).toEqual(['Tab down'])
    expect(surface().textContent).toContain('Hold Escape')
  })

  it('a held Escape gets out, a short one does not', async () => {
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
    expect(told(rendered).at(-1)).toBe('Escape up')
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

  it('are not read while there is none', async () => {
    const { frames } = usePads()
    await inControl()
    expect(frames).toHaveLength(0)
  })

  it('are left out where the policy of a frame forbids them', async () => {
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

  it('are read once a frame while the picture has the focus, and sent when they change', async () => {
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

  it('keep the session when somebody presses, and a stick that trembles does not', async () => {
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

describe('what is opened is closed', () => {
  it('no listener and no timer is left', async () => {
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

  it('nothing begins where the code arrives after the component has gone', async () => {
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
