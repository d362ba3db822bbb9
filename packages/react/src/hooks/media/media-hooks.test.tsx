import { act, fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StreamView } from '../../components/StreamView/StreamView.tsx'
import { renderSession, renderSessionHook, type RenderSessionOptions } from '../../testing.tsx'
import { useFullscreen } from './useFullscreen.ts'
import { usePictureInPicture } from './usePictureInPicture.ts'
import { usePlayback } from './usePlayback.ts'

/** Renders a hook inside a view, so that there is a `<video>`. */
function renderInView<T>(useHook: () => T, options?: RenderSessionOptions) {
  const all: T[] = []
  const Probe = () => {
    all.push(useHook())
    return null
  }
  const rendered = renderSession(
    <StreamView>
      <Probe />
    </StreamView>,
    options,
  )
  return { ...rendered, all, current: () => all.at(-1) as T }
}

function stubMedia() {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {})
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('usePlayback', () => {
  it('follows the state and names the cause of a stall', () => {
    const { result, script } = renderSessionHook(() => usePlayback())
    expect(result.current).toMatchObject({ state: 'loading', stallCause: null })
    script.play()
    expect(result.current.state).toBe('playing')
    script.emit({ type: 'stalled', cause: 'network' }, { type: 'media', state: 'stalled' })
    expect(result.current).toMatchObject({ state: 'stalled', stallCause: 'network' })
  })

  it('changes the sound and says who muted', () => {
    const { current, session } = renderInView(() => usePlayback(), { session: { volume: 0.5 } })
    expect(current()).toMatchObject({ muted: false, mutedBy: null, volume: 0.5 })
    act(() => current().setMuted(true))
    expect(current()).toMatchObject({ muted: true, mutedBy: 'viewer' })
    expect(session.media.video?.muted).toBe(true)
    act(() => current().setVolume(0.75))
    expect(current()).toMatchObject({ muted: false, mutedBy: null, volume: 0.75 })
  })

  it('plays and pauses the video', () => {
    stubMedia()
    const { current, script } = renderInView(() => usePlayback())
    script.play()
    act(() => current().pause())
    expect(HTMLMediaElement.prototype.pause).toHaveBeenCalledTimes(1)
    act(() => current().play())
    expect(HTMLMediaElement.prototype.play).toHaveBeenCalled()
  })

  it('keeps its methods, and does not render for state it does not return', () => {
    const { result, script } = renderSessionHook(() => usePlayback())
    const { play, setMuted } = result.current
    script.play()
    const { length } = result.all
    script.sampleStats({ at: 1 })
    script.emit({ type: 'limit', remainingMs: 1e7 })
    expect(result.all).toHaveLength(length)
    expect(result.current.play).toBe(play)
    expect(result.current.setMuted).toBe(setMuted)
  })
})

describe('usePictureInPicture', () => {
  const withPicture = (enabled: boolean) => {
    Object.defineProperty(document, 'pictureInPictureEnabled', { value: enabled, configurable: true })
    const rendered = renderInView(() => usePictureInPicture())
    const { video } = rendered.session.media
    if (!video) throw new Error('The view made no video')
    return { ...rendered, video }
  }
  const showPicture = (video: HTMLVideoElement) => fireEvent.loadedData(video)

  afterEach(() => Reflect.deleteProperty(document, 'pictureInPictureEnabled'))

  it('is null where the browser has no picture-in-picture', () => {
    const { current, video } = withPicture(false)
    showPicture(video)
    expect(current()).toBeNull()
  })

  it('is null until there is a picture', () => {
    const { current, video } = withPicture(true)
    expect(current()).toBeNull()
    showPicture(video)
    expect(current()).toMatchObject({ active: false })
  })

  it('enters, follows the browser’s events, and exits', async () => {
    const { current, video } = withPicture(true)
    showPicture(video)
    const request = vi.fn<() => Promise<PictureInPictureWindow>>()
    video.requestPictureInPicture = request
    await act(async () => current()?.toggle())
    expect(request).toHaveBeenCalledTimes(1)
    fireEvent(video, new Event('enterpictureinpicture'))
    expect(current()?.active).toBe(true)
    const exit = vi.fn<() => Promise<void>>().mockResolvedValue()
    Object.assign(document, { exitPictureInPicture: exit })
    Object.defineProperty(document, 'pictureInPictureElement', { value: video, configurable: true })
    await act(async () => current()?.toggle())
    expect(exit).toHaveBeenCalledTimes(1)
    Reflect.deleteProperty(document, 'pictureInPictureElement')
  })
})

describe('useFullscreen', () => {
  const enable = () => {
    Object.defineProperty(document, 'fullscreenEnabled', { value: true, configurable: true })
    const request = vi.fn<() => Promise<void>>().mockResolvedValue()
    const exit = vi.fn<() => Promise<void>>().mockResolvedValue()
    Object.assign(HTMLElement.prototype, { requestFullscreen: request })
    Object.assign(document, { exitFullscreen: exit })
    return { request, exit }
  }
  const fill = (element: Element | null) => {
    Object.defineProperty(document, 'fullscreenElement', { value: element, configurable: true })
    act(() => void document.dispatchEvent(new Event('fullscreenchange')))
  }

  afterEach(() => {
    for (const name of ['fullscreenEnabled', 'fullscreenElement', 'exitFullscreen'])
      Reflect.deleteProperty(document, name)
    Reflect.deleteProperty(HTMLElement.prototype, 'requestFullscreen')
  })

  it('is null where the browser has no fullscreen, and outside a view without a target', () => {
    expect(renderInView(() => useFullscreen()).current()).toBeNull()
    enable()
    expect(renderSessionHook(() => useFullscreen()).result.current).toBeNull()
  })

  it('enters with the enclosing view, and exits', async () => {
    const { request, exit } = enable()
    const { current, container } = renderInView(() => useFullscreen())
    await act(async () => current()?.toggle())
    const view = container.querySelector('[data-standby="stream-view"]')
    expect(request.mock.contexts).toEqual([view])
    fill(view)
    expect(current()?.active).toBe(true)
    expect(view?.hasAttribute('data-fullscreen')).toBe(true)
    await act(async () => current()?.toggle())
    expect(exit).toHaveBeenCalledTimes(1)
    fill(null)
    expect(current()?.active).toBe(false)
    expect(view?.hasAttribute('data-fullscreen')).toBe(false)
  })

  it('accepts another target', async () => {
    const { request } = enable()
    const target = document.createElement('main')
    const { result } = renderSessionHook(() => useFullscreen({ target }))
    await act(async () => result.current?.enter())
    expect(request.mock.contexts).toEqual([target])
  })

  it('is not active while another element is fullscreen', () => {
    enable()
    const { current } = renderInView(() => useFullscreen())
    fill(document.createElement('main'))
    expect(current()?.active).toBe(false)
  })

  it('rejects when the browser refuses', async () => {
    const { request } = enable()
    request.mockRejectedValue(new TypeError('no gesture'))
    const { current } = renderInView(() => useFullscreen())
    await expect(current()?.enter()).rejects.toThrow('no gesture')
  })
})
