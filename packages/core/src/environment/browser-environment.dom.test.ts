import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserEnvironment } from './browser-environment.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function move(x: number, y: number, movementX = 0) {
  const event = new MouseEvent('pointermove', { screenX: x, screenY: y, bubbles: true })
  Object.defineProperty(event, 'movementX', { value: movementX })
  document.body.dispatchEvent(event)
}

describe('browserEnvironment in a page', () => {
  it('adds no listener before the first use', () => {
    const onWindow = vi.spyOn(window, 'addEventListener')
    const onDocument = vi.spyOn(document, 'addEventListener')
    const environment = browserEnvironment()
    expect(environment.document).toBe(document)
    expect(onWindow).not.toHaveBeenCalled()
    expect(onDocument).not.toHaveBeenCalled()
  })

  it.each(['online', 'offline', 'pageshow', 'pagehide'] as const)('passes on %s from the window', (event) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().on(event, listener)
    window.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
    stop()
    window.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
  })

  it.each(['visibilitychange', 'freeze', 'resume'] as const)('passes on %s from the document', (event) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().on(event, listener)
    document.dispatchEvent(new Event(event))
    stop()
    document.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
  })

  it('keeps the second listener when one function was added twice and removed once', () => {
    const environment = browserEnvironment()
    const listener = vi.fn<() => void>()
    const stop = environment.on('online', listener)
    const stopOther = environment.on('online', listener)
    stop()
    window.dispatchEvent(new Event('online'))
    expect(listener).toHaveBeenCalledOnce()
    stopOther()
  })

  it('reads the current visibility and network state', () => {
    const environment = browserEnvironment()
    const visibility = vi.spyOn(document, 'visibilityState', 'get')
    const onLine = vi.spyOn(navigator, 'onLine', 'get')
    visibility.mockReturnValue('hidden')
    onLine.mockReturnValue(false)
    expect([environment.visible, environment.online]).toEqual([false, false])
    visibility.mockReturnValue('visible')
    onLine.mockReturnValue(true)
    expect([environment.visible, environment.online]).toEqual([true, true])
  })

  it('counts as online when the platform does not say', () => {
    vi.stubGlobal('navigator', {})
    expect(browserEnvironment().online).toBe(true)
  })

  it('returns no channel when the browser refuses BroadcastChannel', () => {
    class Refused {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
    }
    vi.stubGlobal('BroadcastChannel', Refused)
    expect(browserEnvironment().channel('name', () => {})).toBeNull()
  })

  it('does not throw when the channel refuses a post', () => {
    class Deaf {
      postMessage() {
        throw new DOMException('closed', 'InvalidStateError')
      }
      close() {}
    }
    vi.stubGlobal('BroadcastChannel', Deaf)
    const channel = browserEnvironment().channel('name', () => {})
    expect(() => channel?.post('hello')).not.toThrow()
  })

  it('uses session storage, and none when the browser refuses it', () => {
    const environment = browserEnvironment()
    expect(environment.storage).toBe(sessionStorage)
    vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    expect(environment.storage).toBeNull()
  })

  it('limits a longer delay to the max of a browser timer', () => {
    vi.useFakeTimers()
    const environment = browserEnvironment()
    const run = vi.fn<() => void>()
    const timer = environment.setTimeout(run, Number.POSITIVE_INFINITY)
    vi.advanceTimersByTime(60_000)
    expect(run).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(1)
    environment.clearTimeout(timer)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('looks fetch up at each call, so that a page may replace it', async () => {
    const environment = browserEnvironment()
    const answer = new Response('ok')
    vi.stubGlobal('fetch', async () => answer)
    await expect(environment.fetch('/x')).resolves.toBe(answer)
  })
})

describe('human input', () => {
  it.each(['pointerdown', 'wheel', 'keydown', 'touchstart', 'touchmove'])('includes %s', (type) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().onInput(listener)
    document.body.dispatchEvent(new Event(type, { bubbles: true }))
    expect(listener).toHaveBeenCalledOnce()
    stop()
    document.body.dispatchEvent(new Event(type, { bubbles: true }))
    expect(listener).toHaveBeenCalledOnce()
  })

  it('is noticed when the page stops the propagation of the event', () => {
    const listener = vi.fn<() => void>()
    const swallow = (event: Event) => event.stopImmediatePropagation()
    document.body.addEventListener('keydown', swallow)
    const stop = browserEnvironment().onInput(listener)
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }))
    stop()
    document.body.removeEventListener('keydown', swallow)
    expect(listener).toHaveBeenCalledOnce()
  })

  it('is listened to passively, so that the page can scroll', () => {
    const add = vi.spyOn(window, 'addEventListener')
    browserEnvironment().onInput(() => {})()
    for (const [, , options] of add.mock.calls) expect(options).toMatchObject({ passive: true })
    expect(add).toHaveBeenCalled()
  })

  it('includes a pointer that moves, but not a page that moves under a still pointer', () => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().onInput(listener)
    move(10, 10)
    expect(listener).toHaveBeenCalledTimes(1)
    move(10, 10)
    move(10, 10)
    expect(listener).toHaveBeenCalledTimes(1)
    move(11, 10)
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
  })

  it('includes movement under pointer lock, where the position stays', () => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().onInput(listener)
    move(5, 5)
    move(5, 5, 3)
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
  })
})
