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
  it('adds no listener until it is asked to', () => {
    const onWindow = vi.spyOn(window, 'addEventListener')
    const onDocument = vi.spyOn(document, 'addEventListener')
    const environment = browserEnvironment()
    expect(environment.document).toBe(document)
    expect(onWindow).not.toHaveBeenCalled()
    expect(onDocument).not.toHaveBeenCalled()
  })

  it.each(['online', 'offline', 'pageshow', 'pagehide'] as const)('hears %s from the window', (event) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().on(event, listener)
    window.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
    stop()
    window.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
  })

  it.each(['visibilitychange', 'freeze', 'resume'] as const)('hears %s from the document', (event) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().on(event, listener)
    document.dispatchEvent(new Event(event))
    stop()
    document.dispatchEvent(new Event(event))
    expect(listener).toHaveBeenCalledOnce()
  })

  it('lets the same function listen twice and stop once', () => {
    const environment = browserEnvironment()
    const listener = vi.fn<() => void>()
    const stop = environment.on('online', listener)
    const stopOther = environment.on('online', listener)
    stop()
    window.dispatchEvent(new Event('online'))
    expect(listener).toHaveBeenCalledOnce()
    stopOther()
  })

  it('follows visibility and the network', () => {
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

  it('counts as online where the platform does not say', () => {
    vi.stubGlobal('navigator', {})
    expect(browserEnvironment().online).toBe(true)
  })

  it('has no other tabs where the browser refuses their channel', () => {
    class Refused {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
    }
    vi.stubGlobal('BroadcastChannel', Refused)
    expect(browserEnvironment().channel('name', () => {})).toBeNull()
  })

  it('says nothing to other tabs where the channel refuses what is posted', () => {
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

  it('keeps per-tab storage, and none where the browser refuses it', () => {
    const environment = browserEnvironment()
    expect(environment.storage).toBe(sessionStorage)
    vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    expect(environment.storage).toBeNull()
  })

  it('waits for as long as a timer can where asked for longer', () => {
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

  it('takes fetch at the time of the call, so that a page may replace it', async () => {
    const environment = browserEnvironment()
    const answer = new Response('ok')
    vi.stubGlobal('fetch', async () => answer)
    await expect(environment.fetch('/x')).resolves.toBe(answer)
  })
})

describe('human input', () => {
  it.each(['pointerdown', 'wheel', 'keydown', 'touchstart', 'touchmove'])('is %s', (type) => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().onInput(listener)
    document.body.dispatchEvent(new Event(type, { bubbles: true }))
    expect(listener).toHaveBeenCalledOnce()
    stop()
    document.body.dispatchEvent(new Event(type, { bubbles: true }))
    expect(listener).toHaveBeenCalledOnce()
  })

  it('is heard though the page stops the event on its way', () => {
    const listener = vi.fn<() => void>()
    const swallow = (event: Event) => event.stopImmediatePropagation()
    document.body.addEventListener('keydown', swallow)
    const stop = browserEnvironment().onInput(listener)
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }))
    stop()
    document.body.removeEventListener('keydown', swallow)
    expect(listener).toHaveBeenCalledOnce()
  })

  it('never keeps the page from scrolling', () => {
    const add = vi.spyOn(window, 'addEventListener')
    browserEnvironment().onInput(() => {})()
    for (const [, , options] of add.mock.calls) expect(options).toMatchObject({ passive: true })
    expect(add).toHaveBeenCalled()
  })

  it('is a pointer that moved, but not a page that moved under it', () => {
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

  it('is movement under pointer lock, where the place stays', () => {
    const listener = vi.fn<() => void>()
    const stop = browserEnvironment().onInput(listener)
    move(5, 5)
    move(5, 5, 3)
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
  })
})
