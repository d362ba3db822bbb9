import { describe, expect, it, vi } from 'vitest'
import { fastpix } from '../webhooks/fastpix.ts'
import { fastpixPayload, fastpixRequest, fastpixSecret, fastpixSecrets } from '../webhooks/fastpix.fixture.ts'
import type { LiveEvent } from '../webhooks/live-event.ts'
import { muxPayload, muxRequest, muxSecret, muxSecrets, muxSignature } from '../webhooks/mux.fixture.ts'
import { EventReader } from './http/event-reader.fixture.ts'
import { createHub } from './hub.ts'
import { iso, openHub, start } from './hub.fixture.ts'
import { memoryStore } from './store/memory-store.ts'
import type { HubStore } from './store/store.ts'
import { eventually } from '../eventually.fixture.ts'

describe('a viewer of a hub', () => {
  it('gets the current status, then every change with its cause and the hub’s time', async () => {
    const { send, listen, clock } = openHub()
    await send('active')
    const viewer = await listen()
    expect(await viewer.next()).toMatchObject({ event: 'beat', data: { now: start, every: 15_000 } })
    expect(await viewer.next()).toMatchObject({
      event: 'status',
      data: { now: start, status: { state: 'active', since: start, asset: { id: 'asset-1' } } },
    })
    clock.advance(5000)
    await send('disconnected', 4000)
    expect(await viewer.next()).toMatchObject({
      event: 'status',
      data: {
        now: start + 5000,
        status: { state: 'disconnected', since: start + 4000, deadline: start + 64_000 },
        cause: { name: 'disconnected', at: start + 4000 },
      },
    })
    await send('connected', 9000)
    expect((await viewer.next())?.data.status.state).toBe('active')
    await send('idle', 20_000)
    expect((await viewer.next())?.data.status).toEqual({
      state: 'idle',
      reason: 'ended',
      endedAt: start + 20_000,
    })
  })

  it('gets no status of an unknown stream until there is one', async () => {
    const { send, listen } = openHub()
    const viewer = await listen()
    expect(await viewer.next()).toMatchObject({ event: 'beat' })
    await send('created')
    expect((await viewer.next())?.data.status).toEqual({ state: 'idle', reason: 'not-started' })
  })

  it('gets a change once, and nothing for an event that comes twice, late, or changes nothing', async () => {
    const { send, listen } = openHub()
    await send('connected', 500)
    await send('active', 1000)
    const viewer = await listen()
    await viewer.nextSaid()
    await send('active', 1000)
    await send('connected', 500)
    await send('connected', 600)
    await send('recording', 900)
    await send('updated', 2000)
    await send('disconnected', 3000)
    // Older than the loss: it arrives late, and is no return.
    await send('recording', 2500)
    await send('idle', 4000)
    expect((await viewer.nextSaid())?.data.status.state).toBe('disconnected')
    expect((await viewer.nextSaid())?.data.status.state).toBe('idle')
  })

  it('gets events of its own stream only', async () => {
    const { hub, send, get, post } = openHub()
    const other = new EventReader((await hub.subscribe(get(), 'stream-2')).body)
    await send('active')
    await post(muxPayload('disconnected', { data: { id: 'stream-2' } }))
    expect((await other.nextSaid())?.data.status.state).toBe('disconnected')
    expect(await hub.status('stream-1')).toMatchObject({ state: 'active' })
  })

  it('gets the address of each broadcast’s asset when the stream has DVR', async () => {
    const { send, sendAsset, listen } = openHub({ dvr: true })
    await send('connected')
    await sendAsset('created', 1000)
    await send('active', 2000)
    const viewer = await listen()
    expect((await viewer.nextSaid())?.data.status).toMatchObject({
      src: 'https://stream.mux.com/asset-playback.m3u8',
    })
    await send('idle', 3000)
    await viewer.nextState('idle')
    await send('connected', 4000, { active_asset_id: 'asset-2' })
    const next = { id: 'asset-2', playback_ids: [{ id: 'second-playback', policy: 'public' }] }
    await sendAsset('created', 5000, next)
    await send('active', 6000, { active_asset_id: 'asset-2' })
    expect((await viewer.nextState('active')).data.status).toMatchObject({
      since: start + 4000,
      src: 'https://stream.mux.com/second-playback.m3u8',
    })
  })

  it('gets no address that needs a token, unless `src` makes one', async () => {
    const signed = { playback_ids: [{ id: 'asset-playback', policy: 'signed' }] }
    const plain = openHub({ dvr: true })
    await plain.sendAsset('created', 0, signed)
    await plain.send('active', 1000)
    expect(await plain.hub.status('stream-1')).not.toHaveProperty('src')
    const own = openHub({ src: ({ playbackId, policy }) => `https://cdn/${playbackId}.m3u8?${policy}` })
    await own.sendAsset('created', 0, signed)
    await own.send('active', 1000)
    expect(await own.hub.status('stream-1')).toMatchObject({ src: 'https://cdn/asset-playback.m3u8?signed' })
  })

  it('gets a status without an address when `src` throws', async () => {
    const { hub, send, errors } = openHub({
      src: () => {
        throw new Error('no key')
      },
    })
    expect((await send('active')).status).toBe(200)
    expect(await hub.status('stream-1')).toMatchObject({ state: 'active' })
    expect(errors).not.toEqual([])
  })

  it('gets a change along with one `onEvent` call, also for a return, which no platform sends', async () => {
    const heard: LiveEvent[] = []
    const { send, hub, get } = openHub({ onEvent: (event) => heard.push(event) })
    await hub.subscribe(get(), 'stream-1')
    await send('active')
    await send('active')
    await send('disconnected', 1000)
    await send('connected', 2000)
    await send('active', 3000)
    await send('warning', 3500, { warning: { type: 'slate', message: 'no picture' } })
    expect(heard.map(({ name }) => name)).toEqual(['active', 'disconnected', 'returned', 'active', 'warning'])
    expect(heard.at(-1)?.warning).toEqual({ type: 'slate', message: 'no picture' })
  })

  it('gets the status when `onEvent` throws, which is reported', async () => {
    const { send, errors } = openHub({
      onEvent: () => {
        throw new Error('database')
      },
    })
    expect((await send('active')).status).toBe(200)
    expect(errors).toEqual([new Error('database')])
  })

  it('gets the same from FastPix events in their own order', async () => {
    const hub = createHub({ provider: fastpix({ secret: fastpixSecret }), authorize: () => true })
    const at = (ms: number) => iso(Date.now() - 60_000 + ms)
    const send = (event: string, ms: number) =>
      hub.receive(fastpixRequest(fastpixPayload(event, { at: at(ms) })))
    const request = new Request('https://example.com')
    const id = 'bbb3bdc4f688349dbf3ea915cc332cde'
    const viewer = new EventReader((await hub.subscribe(request, id)).body)
    for (const [index, event] of ['connected', 'preparing', 'active', 'recording', 'disconnected'].entries())
      await send(event, index * 1000)
    expect((await viewer.nextSaid())?.data.status).toEqual({ state: 'idle', reason: 'not-started' })
    expect((await viewer.nextSaid())?.data.status.state).toBe('active')
    const lost = (await viewer.nextSaid())?.data.status
    expect(lost?.state === 'disconnected' && lost.deadline - lost.since).toBe(60_000)
    for (const secret of [...fastpixSecrets, fastpixSecret]) expect(viewer.text).not.toContain(secret)
    await hub.close()
  })
})

describe('a secret in a payload', () => {
  it('is in no response to a delivery, a viewer or a viewer who comes back', async () => {
    const { hub, send, sendAsset, listen, get } = openHub({ dvr: true })
    const viewer = await listen()
    const answers: string[] = []
    const keep = async (response: Promise<Response>) => answers.push(await (await response).text())
    for (const [index, event] of [
      'created',
      'connected',
      'recording',
      'active',
      'disconnected',
      'idle',
    ].entries())
      await keep(send(event, index * 1000))
    await keep(sendAsset('created', 100, { passthrough: muxSecrets[3] }))
    await keep(hub.receive(muxRequest(muxPayload('active'), { secret: 'wrong' })))
    await viewer.nextState('idle')
    const again = await listen('?lastEventId=1-1')
    await again.nextState('idle')
    const said = [viewer.text, again.text, ...answers, JSON.stringify(await hub.status('stream-1'))].join(
      '\n',
    )
    expect(said).toContain('disconnected')
    for (const secret of [...muxSecrets, muxSecret, 'evt-', 'Production', 'j0863n'])
      expect(said).not.toContain(secret)
    expect((await hub.subscribe(get(), 'stream-1')).headers.get('set-cookie')).toBeNull()
  })
})

describe('a delivery to a hub', () => {
  it('gets 200 when it is kept, known or of no use, and 4xx when it is not genuine', async () => {
    const { hub, send, post } = openHub()
    expect((await send('active')).status).toBe(200)
    expect((await send('active')).status).toBe(200)
    expect((await post({ type: 'video.upload.created', id: 'x' })).status).toBe(200)
    const seconds = start / 1000
    expect((await hub.receive(muxRequest(muxPayload('idle'), { seconds, secret: 'wrong' }))).status).toBe(401)
    expect((await hub.receive(muxRequest(muxPayload('idle'), { seconds: seconds - 400 }))).status).toBe(401)
    const body = 'not json'
    const header = `t=${seconds},v1=${muxSignature(body, seconds)}`
    expect((await hub.receive(muxRequest(body, { header }))).status).toBe(400)
    expect((await hub.receive(new Request('https://example.com'))).status).toBe(405)
    expect(await hub.status('stream-1')).toMatchObject({ state: 'active' })
  })

  it('gets 503 when it cannot be stored, and 200 when it is sent again', async () => {
    const memory = memoryStore()
    let broken = true
    const store: HubStore = {
      ...memory,
      append: (...args) => (broken ? Promise.reject(new Error('no disk')) : memory.append(...args)),
    }
    const { hub, send, errors } = openHub({ store })
    const refused = await send('active')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(errors).toEqual([new Error('no disk')])
    expect(await hub.status('stream-1')).toBeNull()
    broken = false
    expect((await send('active')).status).toBe(200)
    expect(await hub.status('stream-1')).toMatchObject({ state: 'active' })
  })

  it('gets 503 within the timeout of platforms when the store does not answer', async () => {
    const store: HubStore = { ...memoryStore(), append: () => new Promise(() => {}) }
    const { send, clock } = openHub({ store })
    const answer = send('active')
    await eventually(() => expect(clock.timers).toBe(1))
    clock.advance(4000)
    expect((await answer).status).toBe(503)
    expect(clock.timers).toBe(0)
  })

  it('gets 503 at once while 256 other bodies are being read', async () => {
    const { hub, send } = openHub()
    const stranger = () => {
      const body = new ReadableStream()
      const headers = { 'mux-signature': `t=1,v1=${'0'.repeat(64)}` }
      const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
      return hub.receive(new Request('https://example.com', init))
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const waiting = Array.from({ length: 256 }, stranger)
    const refused = await stranger()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await send('active')).status).toBe(503)
    await vi.advanceTimersByTimeAsync(3000)
    vi.useRealTimers()
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([408]))
    expect((await send('active')).status).toBe(200)
  })

  it('from the future is reported once, as a wrong clock of this machine', async () => {
    const { send, errors } = openHub()
    await send('active', 5000)
    expect(errors).toEqual([])
    await send('disconnected', 61_000)
    await send('connected', 62_000)
    expect(errors.map(String)).toEqual([
      expect.stringMatching(/^Error: Standby: An event of mux is 61 s in the future.*NTP\.$/),
    ])
  })
})

describe('a viewer who comes back', () => {
  it('gets what it missed as `past`, then the current status', async () => {
    const { send, listen } = openHub()
    await send('active')
    const first = await listen()
    const seen = (await first.nextSaid())?.id
    await first.leave()
    await send('disconnected', 1000)
    await send('connected', 2000)
    await send('idle', 3000)
    for (const query of [`?lastEventId=${seen}`, '']) {
      const back = await listen(query, query ? {} : { 'last-event-id': String(seen) })
      const told = [await back.nextSaid(), await back.nextSaid(), await back.nextSaid()]
      expect(told.map((one) => [one?.event, one?.data.status.state, one?.data.cause?.name])).toEqual([
        ['past', 'disconnected', 'disconnected'],
        ['past', 'active', 'connected'],
        ['status', 'idle', 'off-air'],
      ])
    }
  })

  it('gets the current status when it missed nothing', async () => {
    const { send, listen } = openHub()
    await send('active')
    const seen = (await (await listen()).nextSaid())?.id
    const back = await listen(`?lastEventId=${seen}`)
    const told = await back.nextSaid()
    expect([told?.event, told?.id, told?.data.cause]).toEqual(['status', seen, undefined])
  })

  it.each(['', 'x', '1-', '-', '99999999999999999-1', '0-0<script>'])(
    'gets the current status when its last id is %o',
    async (id) => {
      const { send, listen } = openHub()
      await send('active')
      const back = await listen(`?lastEventId=${encodeURIComponent(id)}`)
      expect(await back.nextSaid()).toMatchObject({ event: 'status', data: { status: { state: 'active' } } })
    },
  )

  it('gets everything since a restart of the hub when its last id is from before', async () => {
    const { send, listen } = openHub()
    await send('active')
    await send('disconnected', 1000)
    const back = await listen('?lastEventId=1000-7')
    expect((await back.nextSaid())?.event).toBe('past')
    expect((await back.nextSaid())?.data.status.state).toBe('disconnected')
  })

  it('gets no deadline that has already passed', async () => {
    const { send, listen, clock } = openHub()
    await send('active')
    await send('disconnected', 1000)
    clock.advance(200_000)
    expect((await (await listen()).nextSaid())?.data.status).toEqual({
      state: 'idle',
      reason: 'ended',
      endedAt: start + 61_000,
    })
  })
})

describe('a request for a status', () => {
  it('is allowed by `authorize`, which gets the request and the stream', async () => {
    const asked: [string | null, string][] = []
    const { hub, get } = openHub({
      authorize: async (request, id) => {
        asked.push([request.headers.get('authorization'), id])
        return request.headers.get('authorization') === 'yes'
      },
    })
    expect((await hub.subscribe(get('', { authorization: 'yes' }), 'a')).status).toBe(200)
    expect((await hub.subscribe(get('', { authorization: 'no' }), 'b')).status).toBe(403)
    expect(asked).toEqual([
      ['yes', 'a'],
      ['no', 'b'],
    ])
    expect(hub.viewers).toBe(1)
  })

  it('is refused when `authorize` throws or returns anything but true', async () => {
    const broken = openHub({ authorize: () => Promise.reject(new Error('no session store')) })
    expect((await broken.hub.subscribe(broken.get(), 'a')).status).toBe(403)
    expect(broken.errors).toEqual([new Error('no session store')])
    const odd = openHub({ authorize: () => 'yes' as never })
    expect((await odd.hub.subscribe(odd.get(), 'a')).status).toBe(403)
  })

  it.each(['', 'a b', '../x', 'x'.repeat(256), 'é'])('gets 404 for the stream %o', async (id) => {
    const { hub, get } = openHub()
    expect((await hub.subscribe(get(), id)).status).toBe(404)
  })

  it('has to be a GET', async () => {
    const { hub } = openHub()
    const request = new Request('https://example.com', { method: 'POST' })
    expect((await hub.subscribe(request, 'a')).status).toBe(405)
  })

  it('is allowed by CORS for the configured origins only', async () => {
    const { hub, get } = openHub({ origins: ['https://www.example.com'] })
    const from = async (origin: string) => (await hub.subscribe(get('', { origin }), 'a')).headers
    const named = await from('https://www.example.com')
    expect(named.get('access-control-allow-origin')).toBe('https://www.example.com')
    expect(named.get('access-control-allow-credentials')).toBe('true')
    for (const other of [
      'https://evil.example',
      'https://www.example.com.evil.example',
      'https://www.example.com:8443',
      'http://www.example.com',
      'https://example.com',
      'null',
    ])
      expect((await from(other)).has('access-control-allow-origin'), other).toBe(false)
    expect((await from('https://evil.example')).get('vary')).toBe('origin')
  })

  it('gets 503 above the limit of viewers, and is accepted again once some have left', async () => {
    const { hub, get } = openHub({ limits: { viewers: 2 } })
    const first = await hub.subscribe(get(), 'a')
    await hub.subscribe(get(), 'b')
    const refused = await hub.subscribe(get(), 'c')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    await first.body?.cancel()
    expect(hub.viewers).toBe(1)
    expect((await hub.subscribe(get(), 'c')).status).toBe(200)
  })

  it('gets 503 above the limit per client', async () => {
    const clientOf = (request: Request) => request.headers.get('x-client') ?? undefined
    const { hub, get } = openHub({ limits: { viewersPerClient: 1 }, clientOf })
    const one = { 'x-client': 'one' }
    const first = await hub.subscribe(get('', one), 'a')
    expect((await hub.subscribe(get('', one), 'b')).status).toBe(503)
    expect((await hub.subscribe(get('', { 'x-client': 'two' }), 'b')).status).toBe(200)
    expect((await hub.subscribe(get(), 'b')).status).toBe(200)
    await first.body?.cancel()
    expect((await hub.subscribe(get('', one), 'b')).status).toBe(200)
  })

  it('gets 503 when the store cannot be read, and then does not count as a viewer', async () => {
    const store: HubStore = { ...memoryStore(), read: () => Promise.reject(new Error('gone')) }
    const { hub, get, clock, errors } = openHub({ store })
    expect((await hub.subscribe(get(), 'a')).status).toBe(503)
    expect([hub.viewers, clock.timers, errors.length]).toEqual([0, 0, 1])
  })
})

describe('a response that stays open', () => {
  it('forbids caching and buffering', async () => {
    const { hub, get } = openHub()
    const { headers } = await hub.subscribe(get(), 'a')
    expect(headers.get('content-type')).toBe('text/event-stream')
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(headers.get('x-accel-buffering')).toBe('no')
  })

  it('sends beats with the hub’s time', async () => {
    const { listen, clock } = openHub({ heartbeatMs: 1000 })
    const viewer = await listen()
    await viewer.next()
    clock.advance(1000)
    expect(await viewer.next()).toMatchObject({ event: 'beat', data: { now: start + 1000, every: 1000 } })
  })

  it('ends with the request', async () => {
    const { hub } = openHub()
    const abort = new AbortController()
    const request = new Request('https://example.com', { signal: abort.signal })
    const viewer = new EventReader((await hub.subscribe(request, 'a')).body)
    await viewer.next()
    abort.abort()
    expect(await viewer.next()).toBeNull()
    expect(hub.viewers).toBe(0)
    const late = await hub.subscribe(request, 'a')
    expect(late.status).toBe(200)
    expect(hub.viewers).toBe(0)
  })

  it('is broken off when its reader is too slow, and other readers do not wait for it', async () => {
    const { hub, get, send, listen } = openHub({ limits: { queued: 4 } })
    const slow = await hub.subscribe(get(), 'stream-1')
    const quick = await listen()
    await quick.next()
    for (let i = 0; i < 10; i++) {
      await send(i % 2 ? 'disconnected' : 'active', 1000 * (i + 1))
      expect((await quick.next())?.data.cause?.at).toBe(start + 1000 * (i + 1))
    }
    expect(hub.viewers).toBe(1)
    await expect(slow.text()).rejects.toThrow(/too slow/)
  })

  it('shares the memory of a message with all other viewers', async () => {
    const { hub, get, send } = openHub({ limits: { viewers: 500 } })
    const bodies = await Promise.all(
      Array.from({ length: 500 }, async () => (await hub.subscribe(get(), 'stream-1')).body!.getReader()),
    )
    await Promise.all(bodies.map((reader) => reader.read()))
    await send('active')
    const chunks = await Promise.all(bodies.map((reader) => reader.read()))
    expect(new Set(chunks.map(({ value }) => value)).size).toBe(1)
    expect(new TextDecoder().decode(chunks[0]?.value)).toContain('"state":"active"')
  })

  it('leaves nothing behind once all viewers have left', async () => {
    const watched = vi.fn<() => void>()
    const memory = memoryStore()
    const store: HubStore = {
      ...memory,
      watch(changed) {
        const stop = memory.watch(changed)
        return () => {
          watched()
          stop()
        }
      },
    }
    const { hub, send, listen, clock } = openHub({ store })
    const viewers = [await listen(), await listen()]
    await send('active')
    await viewers[0]!.leave()
    expect(hub.viewers).toBe(1)
    await hub.close()
    await hub.close()
    expect(await viewers[1]!.nextState('active')).toBeTruthy()
    expect(await viewers[1]!.next()).toBeNull()
    expect([hub.viewers, clock.timers, watched.mock.calls.length]).toEqual([0, 0, 1])
    expect((await send('idle', 1000)).status).toBe(503)
  })

  it('cannot be opened once the hub is closed, also while the store was being read', async () => {
    let answer: () => void = () => {}
    const memory = memoryStore()
    const watch = vi.fn(memory.watch)
    const asked = new Promise<void>((resolve) => (answer = resolve))
    const store: HubStore = { ...memory, watch, read: (...args) => asked.then(() => memory.read(...args)) }
    const { hub, get, clock } = openHub({ store })
    const opening = hub.subscribe(get(), 'stream-1')
    await eventually(() => expect(watch).toHaveBeenCalled())
    await hub.close()
    answer()
    expect((await opening).status).toBe(503)
    expect((await hub.subscribe(get(), 'stream-1')).status).toBe(503)
    await expect(hub.status('stream-1')).rejects.toThrow('closed')
    expect([hub.viewers, clock.timers, watch.mock.calls.length]).toEqual([0, 0, 1])
  })

  it('sends beats again when it is the first after a time without viewers', async () => {
    const { listen, clock } = openHub()
    const first = await listen()
    expect(clock.timers).toBe(1)
    await first.leave()
    clock.advance(20_000)
    expect(clock.timers).toBe(0)
    await listen()
    expect(clock.timers).toBe(1)
  })
})

describe('createHub without a required option', () => {
  const provider = { name: 'x', read: () => Promise.resolve({ ok: true, event: null } as const) }
  const authorize = () => true
  it.each([
    [{ authorize }, 'without a `provider`'],
    [{ provider }, 'without `authorize`'],
  ])('throws for %o', (options, words) => {
    expect(() => createHub(options as never)).toThrow(`Standby: createHub() was called`)
    expect(() => createHub(options as never)).toThrow(words)
  })
})
