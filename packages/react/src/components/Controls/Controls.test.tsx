import { Profiler } from 'react'
import { act, fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { Tracks } from '@standby/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dvr, playAt } from '../SeekBar/live-window.fixture.ts'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderSessionOptions } from '../../testing.tsx'
import { Controls } from './Controls.tsx'

const qualities: Tracks['qualities'] = {
  items: [
    { id: 'low', height: 360 },
    { id: 'high', height: 720 },
  ],
  selected: 'auto',
  active: 'high',
}
const german = { id: 'de', label: 'Deutsch', language: 'de' }
const english = { id: 'en', label: 'English', language: 'en' }

function show(options: RenderSessionOptions = {}) {
  const rendered = renderSession(
    <StreamView>
      <Controls />
    </StreamView>,
    { ...options, session: { afk: false, ...options.session } },
  )
  rendered.script.play()
  const { video } = rendered.session.media
  if (!video) throw new Error('The view made no video')
  return { ...rendered, video, view: screen.getByRole('region') }
}
const bar = () => screen.getByRole('group', { name: 'Player controls' })
const button = (name: string) => within(bar()).getByRole('button', { name })
beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

describe('the bar', () => {
  it('is shown while there is media, and not over a card or a gate', () => {
    const { script, session } = renderSession(
      <StreamView>
        <Controls />
      </StreamView>,
    )
    const shown = () => screen.queryByRole('group') !== null
    expect(shown()).toBe(false)
    script.emit({ type: 'queued', position: 2 })
    expect(shown()).toBe(false)
    script.play()
    expect(shown()).toBe(true)
    script.emit({ type: 'closed', code: 1006 })
    expect(shown()).toBe(true)
    act(() => session.giveUp())
    expect(shown()).toBe(false)
  })

  it('shows only the controls that are available', () => {
    show()
    expect(
      within(bar())
        .getAllByRole('button')
        .map(({ ariaLabel }) => ariaLabel),
    ).toEqual(['Pause', 'Mute'])
  })

  it('renders the app’s nodes at both ends', () => {
    renderSession(
      <StreamView>
        <Controls start={<b>start</b>} end={<b>end</b>} />
      </StreamView>,
    ).script.play()
    expect(within(bar()).getByText('start').compareDocumentPosition(within(bar()).getByText('end'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    )
  })

  it('commits nothing at the live edge while the DVR window slides', () => {
    const commit = vi.fn<() => void>()
    const { script, clock } = renderSession(
      <Profiler id="controls" onRender={commit}>
        <StreamView>
          <Controls />
        </StreamView>
      </Profiler>,
      { session: { afk: false } },
    )
    script.play()
    script.emit({ type: 'tracks', qualities })
    script.sampleLive(dvr())
    commit.mockClear()
    for (let second = 1; second <= 10; second++) {
      clock.advance(1000)
      const seekable = { start: 1000, end: 2800 + second }
      script.sampleLive(dvr({ latencyMs: 6000 + second, seekableMs: 1_800_000 + second * 1000, seekable }))
    }
    expect(commit).not.toHaveBeenCalled()
  })
})

describe('the play, mute and volume controls', () => {
  it('pause and play, each named after what it does next', async () => {
    const { session, script } = show()
    await userEvent.click(button('Pause'))
    expect(session.media.video?.pause).toHaveBeenCalledTimes(1)
    script.emit({ type: 'media', state: 'paused' })
    await userEvent.click(button('Play'))
    expect(session.media.video?.play).toHaveBeenCalledTimes(1)
  })

  it('mute with a toggle button', async () => {
    const { session } = show()
    expect(button('Mute').ariaPressed).toBe('false')
    await userEvent.click(button('Mute'))
    expect(button('Mute').ariaPressed).toBe('true')
    expect(session.media.get()).toMatchObject({ muted: true, mutedBy: 'viewer' })
  })

  it('change the volume, which is zero while muted and unmutes when moved', () => {
    const { session } = show({ session: { volume: 0.8, muted: true } })
    const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Volume' })
    expect(slider).toMatchObject({ value: '0', ariaValueText: '0 %' })
    fireEvent.change(slider, { target: { value: '0.5' } })
    expect(session.media.get()).toMatchObject({ muted: false, volume: 0.5 })
    expect(slider).toMatchObject({ value: '0.5', ariaValueText: '50 %' })
  })
})

describe('shortcut keys', () => {
  const press = (key: string, init: KeyboardEventInit = {}) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })
  const showFocused = (options?: RenderSessionOptions) => {
    const rendered = show(options)
    rendered.view.focus()
    return rendered
  }

  it.each([' ', 'k', 'K'])('play and pause on %j', (key) => {
    const { session, script } = showFocused()
    expect(press(key)).toBe(false)
    expect(session.media.video?.pause).toHaveBeenCalledTimes(1)
    script.emit({ type: 'media', state: 'paused' })
    press(key)
    expect(session.media.video?.play).toHaveBeenCalledTimes(1)
  })

  it('mute and unmute on m', () => {
    const { session } = showFocused()
    press('m')
    expect(session.media.get().muted).toBe(true)
    press('m')
    expect(session.media.get().muted).toBe(false)
  })

  it('change the volume by a step on up and down, from zero when muted', () => {
    const { session } = showFocused({ session: { volume: 0.5 } })
    press('ArrowUp')
    expect(session.media.get().volume).toBe(0.55)
    press('ArrowDown', { repeat: true })
    press('ArrowDown', { repeat: true })
    expect(session.media.get().volume).toBe(0.45)
    press('m')
    press('ArrowUp')
    expect(session.media.get()).toMatchObject({ muted: false, volume: 0.05 })
  })

  it('seek on left and right where there is a DVR window', () => {
    const { script, video } = showFocused()
    playAt(video, 1900)
    press('ArrowLeft')
    expect(video.currentTime).toBe(1900)
    script.sampleLive(dvr({ atEdge: false }))
    press('ArrowLeft')
    expect(video.currentTime).toBe(1895)
    press('ArrowRight')
    expect(video.currentTime).toBe(1900)
  })

  it('turn captions off on c, and on again in the same language', () => {
    const { script } = showFocused()
    const texts = (selected: string | null) =>
      script.emit({ type: 'tracks', texts: { items: [english, german], selected } })
    press('c')
    texts('de')
    press('c')
    texts(null)
    press('c')
    expect(script.last.commands).toEqual([
      { type: 'text-track', id: null },
      { type: 'text-track', id: 'de' },
    ])
  })

  it('enter fullscreen on f', () => {
    Object.defineProperty(document, 'fullscreenEnabled', { value: true, configurable: true })
    const request = vi.fn<() => Promise<void>>().mockRejectedValue(new TypeError('refused'))
    Object.assign(HTMLElement.prototype, { requestFullscreen: request })
    const { view } = showFocused()
    press('f')
    expect(request.mock.contexts).toEqual([view])
    Reflect.deleteProperty(document, 'fullscreenEnabled')
    Reflect.deleteProperty(HTMLElement.prototype, 'requestFullscreen')
  })

  it('follow the physical key on a keyboard without Latin letters', () => {
    const { session } = showFocused()
    press('ь', { code: 'KeyM' })
    expect(session.media.get().muted).toBe(true)
  })

  it('work only while the focus is in the view', () => {
    const { session } = show()
    press('m')
    expect(session.media.get().muted).toBe(false)
  })

  it.each(['ctrlKey', 'altKey', 'metaKey'])('leave combinations with %s to the browser', (modifier) => {
    const { session } = showFocused()
    expect(press('m', { [modifier]: true })).toBe(true)
    expect(session.media.get().muted).toBe(false)
  })

  it('leave Space to a focused button, and arrows to a focused slider', () => {
    const { session } = show()
    button('Mute').focus()
    expect(press(' ')).toBe(true)
    expect(session.getState().playback).toBe('playing')
    screen.getByRole('slider', { name: 'Volume' }).focus()
    expect(press('ArrowUp')).toBe(true)
    expect(press('k')).toBe(false)
  })

  it('leave letters to a text field of the app', () => {
    const { session } = renderSession(
      <StreamView>
        <Controls />
        <input aria-label="chat" />
      </StreamView>,
    )
    screen.getByLabelText('chat').focus()
    press('m')
    expect(session.media.get().muted).toBe(false)
  })

  it('do not toggle again while a letter is held', () => {
    const { session } = showFocused()
    press('m')
    press('m', { repeat: true })
    expect(session.media.get().muted).toBe(true)
  })

  it('do nothing while there is no media', () => {
    const { session, script, view } = showFocused()
    script.emit({ type: 'closed', code: 4003 })
    view.focus()
    expect(press('m')).toBe(true)
    expect(session.media.get().muted).toBe(false)
  })
})

describe('auto-hide of the bar', () => {
  const hidden = () => bar().hasAttribute('data-hidden')

  it('happens after 3 s without activity, and any activity undoes it', () => {
    const { clock, view } = show()
    clock.advance(2999)
    expect(hidden()).toBe(false)
    clock.advance(1)
    expect(hidden()).toBe(true)
    for (const sign of ['pointerMove', 'pointerDown', 'keyDown', 'focusIn'] as const) {
      fireEvent[sign](view)
      expect(hidden()).toBe(false)
      clock.advance(3000)
      expect(hidden()).toBe(true)
    }
  })

  it('waits 3 s from the last activity', () => {
    const { clock, view } = show()
    clock.advance(2000)
    fireEvent.pointerMove(view)
    clock.advance(2000)
    expect(hidden()).toBe(false)
  })

  it('happens 0.5 s after the pointer has left the player', () => {
    const { clock, view } = show()
    // A native event: Testing Library's pointerLeave dispatches other events, and the view listens natively.
    view.dispatchEvent(new Event('pointerleave'))
    clock.advance(500)
    expect(hidden()).toBe(true)
  })

  it('never happens while a mouse rests on the bar', () => {
    const { clock } = show()
    bar().dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }))
    clock.advance(60_000)
    expect(hidden()).toBe(false)
    bar().dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }))
    fireEvent.pointerMove(screen.getByRole('region'))
    clock.advance(3000)
    expect(hidden()).toBe(true)
  })

  it('happens after a finger has touched the bar', () => {
    const { clock } = show()
    bar().dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'touch' }))
    clock.advance(3000)
    expect(hidden()).toBe(true)
  })

  it('never happens while the picture does not play', () => {
    const { clock, script } = show()
    clock.advance(3000)
    script.emit({ type: 'media', state: 'paused' })
    expect(hidden()).toBe(false)
    clock.advance(60_000)
    expect(hidden()).toBe(false)
  })

  it('waits while the bar has keyboard focus', async () => {
    const { clock } = show()
    await userEvent.tab()
    expect(document.activeElement).toBe(button('Pause'))
    clock.advance(60_000)
    expect(hidden()).toBe(false)
    act(() => button('Pause').blur())
    clock.advance(3000)
    expect(hidden()).toBe(true)
  })

  it('ignores the focus that a click leaves on a button', async () => {
    const { clock } = show()
    await userEvent.click(button('Mute'))
    await userEvent.unhover(button('Mute'))
    expect(document.activeElement).toBe(button('Mute'))
    clock.advance(3000)
    expect(hidden()).toBe(true)
    await userEvent.keyboard('{Tab}')
    clock.advance(60_000)
    expect(hidden()).toBe(false)
  })

  it('happens after a click has resumed playback and left the focus on the button', async () => {
    const { clock, script } = show()
    script.emit({ type: 'media', state: 'paused' })
    await userEvent.click(button('Play'))
    await userEvent.unhover(button('Play'))
    script.emit({ type: 'media', state: 'playing' })
    expect(document.activeElement).toBe(button('Pause'))
    clock.advance(3000)
    expect(hidden()).toBe(true)
  })

  it('never happens while a menu is open', async () => {
    const { clock, script } = show()
    script.emit({ type: 'tracks', qualities })
    await userEvent.click(button('Quality'))
    clock.advance(60_000)
    expect(hidden()).toBe(false)
  })

  it('commits nothing', () => {
    const commit = vi.fn<() => void>()
    const { script, clock } = renderSession(
      <Profiler id="controls" onRender={commit}>
        <StreamView>
          <Controls />
        </StreamView>
      </Profiler>,
      { session: { afk: false } },
    )
    script.play()
    commit.mockClear()
    clock.advance(3000)
    fireEvent.pointerMove(screen.getByRole('region'))
    expect(commit).not.toHaveBeenCalled()
  })

  it('leaves no timer behind', () => {
    const { clock, unmount, session } = show()
    act(() => session.destroy())
    unmount()
    expect(clock.timers).toBe(0)
  })
})
