import { createTestLink, manualEnvironment, sourceConformance } from '@standby/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectionModule, streampixelIframe } from './streampixel-iframe.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const origin = 'https://share.streampixel.io'
const url = `${origin}/abc?token=secret`

afterEach(() => void document.body.replaceChildren())

function lab() {
  const environment = manualEnvironment()
  const link = createTestLink({ environment })
  const connection = streampixelIframe({ url, title: 'The showroom' }).connect(link)
  const container = document.createElement('div')
  document.body.append(container)
  const surface = { video: document.createElement('video'), container }
  const detach = connection.attach?.(surface)
  const frame = container.querySelector('iframe')!
  const post = (data: unknown, from: { origin?: string; source?: Window | null } = {}) =>
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: frame.contentWindow, ...from }))
  const state = (value: string) => post({ type: 'stream-state', value })
  return { environment, link, connection, container, surface, detach, frame, post, state }
}

describe('the frame', () => {
  it('has a title, and the permissions that a stream needs', () => {
    const { frame } = lab()
    expect(frame.src).toBe(url)
    expect(frame.title).toBe('The showroom')
    expect(frame.allow).toMatch(/autoplay.*fullscreen.*gamepad/)
  })

  it('is the same however often it is attached', () => {
    const { connection, surface, container, frame } = lab()
    connection.attach?.(surface)
    expect(container.querySelectorAll('iframe')).toHaveLength(1)
    expect(container.firstChild).toBe(frame)
  })

  it('is removed with its connection, and later messages are ignored', () => {
    const remove = vi.spyOn(window, 'removeEventListener')
    const { connection, container, state, link } = lab()
    connection.close(1000, 'left')
    expect(container.children).toHaveLength(0)
    expect(remove.mock.calls.map(([type]) => type)).toContain('message')
    state('disconnected')
    expect(link.events).toEqual([])
  })
})

describe('the states of the frame', () => {
  it('lead from the queue to the first frame', () => {
    const { state, link } = lab()
    for (const value of [
      'authenticating',
      'queue-2',
      'queue-1',
      'connecting',
      'finalising',
      'loadingComplete',
    ])
      state(value)
    expect(link.events).toEqual([
      { type: 'queued', position: 2 },
      { type: 'queued', position: 1 },
      { type: 'assigned' },
      { type: 'progress', step: 'transport' },
      { type: 'progress', step: 'first-frame' },
      { type: 'media', state: 'first-frame' },
      { type: 'media', state: 'playing' },
    ])
  })

  it('lead to a loss and a return', () => {
    const { state, link, environment } = lab()
    state('loadingComplete')
    const since = environment.now()
    state('reconnecting')
    state('reconnecting')
    state('loadingComplete')
    expect(link.eventsOf('lost')).toEqual([
      { type: 'lost', since, deadline: since + 60_000, exact: true, onDeadline: 'retry' },
    ])
    expect(link.eventsOf('returned')).toHaveLength(1)
  })

  it('end the session with the code of their order', () => {
    const ends = (...values: string[]) => {
      const { state, link } = lab()
      for (const value of values) state(value)
      return link.eventsOf('closed')
    }
    expect(ends('loadingComplete', 'disconnected')).toEqual([{ type: 'closed', code: 1000 }])
    expect(ends('reconnecting', 'disconnected')).toEqual([{ type: 'closed', code: 4007 }])
    expect(ends('afkWarning', 'disconnected')).toEqual([{ type: 'closed', code: 4004, reason: 'afk' }])
    expect(ends('afkWarning', 'afkAbort', 'disconnected')).toEqual([
      { type: 'closed', code: 4004, reason: 'afk' },
    ])
    expect(ends('restricted')).toEqual([{ type: 'closed', code: 4000 }])
  })

  it('start and stop the AFK countdown', () => {
    const { state, link, environment } = lab()
    state('afkWarning')
    state('afkAbort')
    expect(link.eventsOf('afk').map(({ remainingMs }) => remainingMs)).toEqual([10_000, null])
    environment.advance(10_000)
    state('disconnected')
    expect(link.eventsOf('closed')).toEqual([{ type: 'closed', code: 1000 }])
  })
})

describe('messages', () => {
  it('are sent only to the frame’s origin', () => {
    const { connection, frame } = lab()
    const posted = vi.spyOn(frame.contentWindow!, 'postMessage').mockImplementation(() => {})
    connection.command?.({ type: 'message', data: 'muteAudio' })
    connection.command?.({ type: 'message', data: { type: 'setResolution', value: '720p (1280x720)' } })
    expect(posted.mock.calls).toEqual([
      [{ message: 'muteAudio' }, origin],
      [{ message: { type: 'setResolution', value: '720p (1280x720)' } }, origin],
    ])
  })

  it('that cannot be cloned do not throw', () => {
    const { connection } = lab()
    expect(() => connection.command?.({ type: 'message', data: () => {} })).not.toThrow()
  })

  it('of the application are emitted', () => {
    const { post, link } = lab()
    post({ type: 'response', value: 7 })
    expect(link.events).toEqual([{ type: 'message', data: { type: 'response', value: 7 } }])
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins the same', { origin: `${origin}.evil.example` }],
    ['no origin', { origin: 'null' }],
    ['the page itself', { source: window }],
    ['no window', { source: null }],
  ])('of %s are ignored', (_, from) => {
    const { post, link } = lab()
    post({ type: 'stream-state', value: 'disconnected' }, from)
    expect(link.events).toEqual([])
  })

  it('above the rate limit are dropped', () => {
    const { post, link, environment } = lab()
    const flood = () => {
      for (let i = 0; i < 2000; i++) post({ type: 'chat', i })
    }
    flood()
    expect(link.events).toHaveLength(500)
    environment.advance(1000)
    flood()
    expect(link.events).toHaveLength(600)
  })

  it('with an unknown state are dropped', () => {
    const { post, link } = lab()
    post({ type: 'stream-state', value: 'unknown' })
    expect(link.events).toEqual([])
  })
})

it.each([undefined, '', '/share/abc', 'javascript:alert(1)', 'ftp://share.streampixel.io/'])(
  'throws for the address %j',
  (given) =>
    expect(() => streampixelIframe({ url: given as string })).toThrow(/^Standby: .*streampixelIframe/),
)

it('has an id without the query', () => {
  expect(streampixelIframe({ url }).id).toBe(`${origin}/abc`)
})

describe('the source contract', () => {
  for (const { name, run } of sourceConformance(() => streampixelIframe({ url }), { secrets: ['secret'] }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
