import type { SourceConnection } from '@standby/core/source'
import {
  createTestLink,
  manualEnvironment,
  type TestLink,
  type TestLinkOptions,
  scriptedSource,
} from '@standby/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import {
  type GatewayServer,
  type GatewayServerOptions,
  startGatewayServer,
} from './gateway-server.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import type { GatewayOptions } from '../options.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})

const servers: GatewayServer[] = []
const viewers: Viewer[] = []
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.end()
  for (const server of servers.splice(0)) await server.stop()
  warn.mockClear()
})

async function serve(options?: GatewayServerOptions) {
  const server = await startGatewayServer(options)
  servers.push(server)
  return server
}

interface Viewer {
  readonly link: TestLink
  readonly connection: SourceConnection
  readonly media: ReturnType<typeof scriptedSource>['script']
  end(code?: number, reason?: string): void
}

function view(
  url: string,
  { link: linkOptions, ...options }: Partial<GatewayOptions> & { link?: TestLinkOptions } = {},
): Viewer {
  const { source, script: media } = scriptedSource()
  const link = createTestLink(linkOptions)
  const connection = gateway(url, {
    app: 'showroom',
    media: { scripted: () => source },
    WebSocket,
    ...options,
  }).connect(link)
  let ended = false
  const viewer: Viewer = {
    link,
    connection,
    media,
    end(code = 1000, reason = 'left') {
      if (ended) return
      ended = true
      connection.close(code, reason)
      link.abort()
    },
  }
  viewers.push(viewer)
  return viewer
}

const until = (holds: () => boolean) => vi.waitUntil(holds, { interval: 5, timeout: 15_000 })

describe('a viewer at a real server', () => {
  it('gets a worker, and its media opens', async () => {
    const server = await serve()
    const viewer = view(server.url)
    expect(await viewer.link.waitFor('assigned')).toEqual({
      type: 'assigned',
      resumeToken: 'token-1',
      resumeWindowMs: 15_000,
    })
    expect(viewer.media.connections).toHaveLength(1)
  })

  it('waits in the queue, and moves up when earlier viewers leave', async () => {
    const server = await serve()
    const first = view(server.url)
    await first.link.waitFor('assigned')
    const second = view(server.url)
    await second.link.waitFor('queued', ({ position, length }) => position === 1 && length === 1)
    const third = view(server.url)
    await third.link.waitFor('queued', ({ position, length }) => position === 2 && length === 2)
    first.end()
    await second.link.waitFor('assigned')
    await third.link.waitFor('queued', ({ position, length }) => position === 1 && length === 1)
    expect(server.places).toBe(2)
  })

  it('accepts an offer, and gets the place', async () => {
    const server = await serve({ offers: true })
    const viewer = view(server.url)
    const { offer } = await viewer.link.waitFor('queued', ({ offer: made }) => made !== undefined)
    expect(offer).toEqual({ expiresInMs: 10_000 })
    viewer.connection.command?.({ type: 'accept' })
    await viewer.link.waitFor('assigned')
  })

  it('stays in the queue after it declines an offer, which goes to the next viewer', async () => {
    const server = await serve({ offers: true })
    const first = view(server.url)
    await first.link.waitFor('queued', ({ offer }) => offer !== undefined)
    const second = view(server.url)
    await second.link.waitFor('queued')
    first.connection.command?.({ type: 'decline' })
    await second.link.waitFor('queued', ({ offer }) => offer !== undefined)
    const behind = await first.link.waitFor('queued', ({ position }) => position === 2)
    expect(behind.offer).toBeUndefined()
  })

  it('exchanges JSON messages with the application', async () => {
    const server = await serve()
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    const data = { text: '€😀\u2028</script>', list: [1, null, true] }
    viewer.connection.command?.({ type: 'message', data })
    expect(await viewer.link.waitFor('message')).toEqual({ type: 'message', data })
  })

  it('answers the pings of the server', async () => {
    const server = await serve()
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    server.say({ type: 'ping', id: 77 })
    await until(() => server.heard.some(({ type }) => type === 'pong'))
    expect(server.heard.at(-1)).toEqual({ type: 'pong', id: 77 })
  })
})

describe('a socket that is cut', () => {
  it('while media flows is replaced, again and again, on the same worker and without a break in media', async () => {
    const server = await serve({ workers: ['worker-1', 'worker-2'] })
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    for (let cuts = 1; cuts <= 20; cuts++) {
      server.cut()
      await until(
        () => viewer.link.events.filter((e) => e.type === 'signalling' && e.state === 'lost').length === cuts,
      )
      viewer.connection.command?.({ type: 'reconnect' })
      await until(
        () => viewer.link.events.filter((e) => e.type === 'signalling' && e.state === 'back').length === cuts,
      )
    }
    expect(viewer.media.connections).toHaveLength(1)
    expect(viewer.media.last.closed).toBeNull()
    expect(server.places).toBe(1)
  })

  it('in the queue does not lose the place of a viewer who comes back with its token', async () => {
    const server = await serve()
    await view(server.url).link.waitFor('assigned')
    const viewer = view(server.url)
    const { resumeToken = '' } = await viewer.link.waitFor('queued')
    await view(server.url).link.waitFor('queued')
    server.cut()
    await viewer.link.waitFor('closed', ({ code }) => code === 1006)
    viewer.end(1000, 'retry')
    const again = view(server.url, { link: { resumeToken, intent: 'retry', attempt: 1 } })
    expect(await again.link.waitFor('queued')).toMatchObject({ position: 1, length: 2 })
  })

  it('for longer than the resume window leads to 4007', async () => {
    const server = await serve({ queueWindowMs: 0, workerWindowMs: 0 })
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    server.cut()
    await viewer.link.waitFor('signalling')
    await until(() => server.places === 0)
    viewer.connection.command?.({ type: 'reconnect' })
    expect(await viewer.link.waitFor('closed')).toEqual({ type: 'closed', code: 4007 })
  })

  it('and a server that is gone lead to another loss', async () => {
    const server = await serve()
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    await server.stop()
    await viewer.link.waitFor('signalling')
    viewer.connection.command?.({ type: 'reconnect' })
    await until(() => viewer.link.eventsOf('signalling').length === 2)
    expect(viewer.link.eventsOf('signalling').at(-1)).toMatchObject({ state: 'lost', code: 1006 })
  })
})

describe('a session at a real server', () => {
  it('ends with 4006 when its worker crashes', async () => {
    const server = await serve()
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    server.kill('worker-1')
    expect(await viewer.link.waitFor('closed')).toEqual({ type: 'closed', code: 4006 })
  })

  it.each<[string, Partial<GatewayOptions>, object]>([
    ['a refused ticket', { ticket: 'bad' }, { code: 1008, cause: 'forbidden' }],
    ['an unknown application', { ticket: 'good', app: 'gone' }, { code: 4002 }],
    [
      'no common media kind',
      { ticket: 'good', media: { hls: () => scriptedSource().source } },
      { code: 1003, reason: 'no-media-in-common', cause: 'unsupported' },
    ],
  ])('ends because of %s', async (_, options, expected) => {
    const server = await serve({ ticket: 'good' })
    const viewer = view(server.url, options)
    expect(await viewer.link.waitFor('closed')).toMatchObject(expected)
  })

  it('is taken over by a newer socket with the same token', async () => {
    const server = await serve()
    const older = view(server.url)
    const { resumeToken = '' } = await older.link.waitFor('assigned')
    const newer = view(server.url, { link: { resumeToken } })
    await newer.link.waitFor('assigned')
    expect(await older.link.waitFor('closed')).toMatchObject({ code: 4100, cause: 'taken-over' })
    expect(server.places).toBe(1)
  })

  it('moves to a new socket when the server drains, without an event', async () => {
    const server = await serve()
    const environment = manualEnvironment()
    const viewer = view(server.url, { link: { environment } })
    await viewer.link.waitFor('assigned')
    const timers = environment.timers
    server.say({ type: 'draining', withinMs: 0 })
    await until(() => environment.timers > timers)
    environment.advance(1000)
    await until(() => viewer.link.eventsOf('assigned').length === 2)
    await until(() => server.sockets === 1)
    expect(viewer.link.eventsOf('closed')).toEqual([])
    expect(viewer.link.eventsOf('signalling')).toEqual([])
    expect(viewer.media.connections).toHaveLength(1)
  })

  it('releases place and socket at once when the viewer leaves', async () => {
    const server = await serve({ workerWindowMs: 3_600_000 })
    const viewer = view(server.url)
    await viewer.link.waitFor('assigned')
    viewer.end()
    await server.empty()
    expect(server.heard.at(-1)).toEqual({ type: 'leave' })
    const next = view(server.url)
    await next.link.waitFor('assigned')
  })

  it.each([0, 1, 2, 3, 5, 8, 13, 21])(
    'leaves nothing behind when the viewer leaves %i turns after connecting',
    async (turns) => {
      const server = await serve({ workerWindowMs: 3_600_000 })
      const viewer = view(server.url)
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
      viewer.end()
      await server.empty()
      expect(viewer.link.lateEvents).toEqual([])
    },
  )
})

it('drops invalid frames without ending the session', async () => {
  const server = await serve()
  const viewer = view(server.url)
  await viewer.link.waitFor('assigned')
  server.frame(new Uint8Array(9))
  for (const frame of ['', '{', '[]', '{"type":"assigned"}', '{"type":7}', 'x'.repeat(200_000)])
    server.frame(frame)
  server.say({ type: 'notice', text: 'still here' })
  await viewer.link.waitFor('notice')
  expect(viewer.link.events.map(({ type }) => type)).toEqual(['assigned', 'notice'])
})
