import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { control } from './control.fixture.ts'
import { faultNames } from '../hls/faults/faults.ts'
import { startStage, type Stage, type StreamEvent } from '../index.ts'
import { outcomeOf, playlist } from '../hls/viewer.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())
afterEach(async () => {
  for (const stream of stage.streams()) await stream.close()
})

const call = (
  method: 'GET' | 'POST' | 'DELETE' | 'PUT',
  path: string,
  body?: unknown,
): ReturnType<typeof control> => control(stage.url, method, path, body)

describe('streams over HTTP', () => {
  it('are created, described, listed and deleted', async () => {
    const created = await call('POST', '/streams', { id: 'one', container: 'ts', levels: 2, warmMs: 6000 })
    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({
      id: 'one',
      url: `${stage.url}/live/one/index.m3u8`,
      options: { container: 'ts', levels: 2, profile: 'mux' },
      state: { encoder: 'running', run: 1, ended: false, activeFaults: [] },
    })
    // The stream can be watched as soon as the answer arrives.
    expect((await playlist(`${stage.url}/live/one/0/index.m3u8`)).segments.length).toBeGreaterThanOrEqual(3)
    expect((await call('GET', '/streams/one')).json).toMatchObject({ id: 'one' })
    expect((await call('GET', '/streams')).json).toMatchObject([{ id: 'one' }])
    expect((await call('GET', '/health')).json).toEqual({ status: 'ok', streams: 1 })
    expect((await call('DELETE', '/streams/one')).json).toEqual({ id: 'one' })
    expect((await call('GET', '/streams')).json).toEqual([])
    expect(await outcomeOf(`${stage.url}/live/one/index.m3u8`)).toBe(404)
  })

  it('need no options', async () => {
    const { status, json } = await call('POST', '/streams')
    expect(status).toBe(201)
    expect(json['options']).toMatchObject({ container: 'fmp4', levels: 1, window: 7 })
  })

  it('list the requests they received', async () => {
    const stream = await stage.createStream({ warmMs: 6000 })
    await playlist(stream.url)
    const { json } = await call('GET', `/streams/${stream.id}/requests`)
    expect(json).toMatchObject({
      counts: { playlist: 1, segment: 0 },
      requests: [{ path: 'index.m3u8', kind: 'playlist', status: 200 }],
    })
  })

  it('cannot share an id', async () => {
    await stage.createStream({ id: 'taken', live: false })
    const { status, json } = await call('POST', '/streams', { id: 'taken' })
    expect(status).toBe(409)
    expect(json['error']).toContain('"taken"')
    expect(stage.streams()).toHaveLength(1)
  })

  it('are limited to 32', async () => {
    for (let index = 0; index < 32; index++) await stage.createStream({ live: false })
    expect((await call('POST', '/streams', { live: false })).status).toBe(429)
  })
})

describe('the control interface', () => {
  it.each([
    ['{"levels": 3}', /levels must be one of/],
    ['{"levels": ', /not valid JSON/],
    ['[]', /must be a JSON object/],
    ['null', /must be a JSON object/],
    ['"fmp4"', /must be a JSON object/],
    ['{"fault": "gap"}', /no stream option "fault"/],
  ])('refuses invalid stream options (%s) and says why', async (body, reason) => {
    const { status, json } = await call('POST', '/streams', body)
    expect(status).toBe(400)
    expect(json['error']).toMatch(reason)
  })

  it('refuses invalid fault parameters and says why', async () => {
    const { id } = await stage.createStream({ live: false })
    const { status, json } = await call('POST', `/streams/${id}/faults/segment-404`, { count: -2 })
    expect(status).toBe(400)
    expect(json['error']).toBe('Standby: count of segment-404 must be a number from 1 to 1000.')
    expect((await call('POST', `/streams/${id}/faults/gap`, '{')).status).toBe(400)
  })

  it.each(['nothing', 'toString', 'Encoder-drop'])(
    'answers an unknown fault (%s) with 404 and the list of faults',
    async (name) => {
      const { id } = await stage.createStream({ live: false })
      for (const method of ['POST', 'DELETE'] as const) {
        const { status, json } = await call(method, `/streams/${id}/faults/${name}`)
        expect(status).toBe(404)
        expect(json).toMatchObject({ error: expect.stringContaining(`"${name}"`), faults: faultNames })
      }
    },
  )

  it('answers an unknown stream with 404 and the list of streams', async () => {
    await stage.createStream({ id: 'there', live: false })
    for (const [method, path] of [
      ['GET', '/streams/lost'],
      ['DELETE', '/streams/lost'],
      ['POST', '/streams/lost/faults/gap'],
      ['GET', '/streams/lost/events'],
      ['GET', '/live/lost/index.m3u8'],
    ] as const) {
      const { status, json } = await call(method, path)
      expect(status, path).toBe(404)
      expect(json, path).toEqual({ error: 'Standby: There is no stream "lost".', streams: ['there'] })
    }
  })

  it.each(['/', '/nothing', '/streams/x/y/z/a', '/live', '/health/x', '/%zz', '/streams//'])(
    'answers an unknown path (%s) with 404',
    async (path) => {
      const { status, json } = await call('PUT', path)
      expect(status).toBe(404)
      expect(json['error']).toMatch(/^Standby: /)
    },
  )

  it('refuses a body of 65 kB with 413', async () => {
    const { status, json } = await call('POST', '/streams', JSON.stringify({ id: 'x'.repeat(65 * 1024) }))
    expect(status).toBe(413)
    expect(json['error']).toContain('larger than 65536 bytes')
    expect((await call('GET', '/health')).status).toBe(200)
  })
})

describe('faults over HTTP', () => {
  it('answer with the injected fault, and whether a fault was lifted', async () => {
    const { id } = await stage.createStream({ warmMs: 6000 })
    expect((await call('POST', `/streams/${id}/faults/gap`, { durationMs: 60_000 })).json).toEqual({
      fault: 'gap',
      params: { durationMs: 60_000 },
    })
    expect((await call('DELETE', `/streams/${id}/faults/gap`)).json).toEqual({ fault: 'gap', lifted: true })
    expect((await call('DELETE', `/streams/${id}/faults/gap`)).json).toEqual({ fault: 'gap', lifted: false })
  })

  it('are refused while the stream closes', async () => {
    const stream = await stage.createStream({ warmMs: 6000 })
    const closing = stream.close()
    await expect(stream.inject('gap')).rejects.toThrow(/is closed/)
    await closing
  })
})

describe('the event stream', () => {
  it('replays past events, then reports new ones, with requests when asked', async () => {
    const stream = await stage.createStream({ warmMs: 6000 })
    const events = await eventsOf(`${stage.url}/streams/${stream.id}/events?requests=1`)
    expect((await events.until('segment-listed')).map((event) => event.type).slice(0, 3)).toEqual([
      'encoder-started',
      'live',
      'segment-listed',
    ])
    await stream.inject('gap')
    expect((await events.until('fault')).at(-1)).toMatchObject({ fault: 'gap', phase: 'injected' })
    await playlist(stream.url)
    expect((await events.until('request')).at(-1)).toMatchObject({ path: 'index.m3u8', status: 200 })
    await stream.close()
    expect((await events.until('closed')).at(-1)).toMatchObject({ type: 'closed' })
    expect(await events.ended).toBe(true)
  })

  it('leaves requests out unless asked for them', async () => {
    const stream = await stage.createStream({ warmMs: 6000 })
    const events = await eventsOf(`${stage.url}/streams/${stream.id}/events`)
    await playlist(stream.url)
    await stream.inject('gap')
    const seen = await events.until('fault')
    expect(seen.map((event) => event.type)).not.toContain('request')
    await events.stop()
  })
})

interface EventReader {
  /** All events so far, once one of this type has come since the last call. */
  until(type: StreamEvent['type']): Promise<StreamEvent[]>
  stop(): Promise<void>
  readonly ended: Promise<boolean>
}

async function eventsOf(url: string): Promise<EventReader> {
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('no body')
  const seen: StreamEvent[] = []
  let text = ''
  let from = 0
  const read = async (): Promise<boolean> => {
    const { value, done } = await reader.read()
    text += value ?? ''
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) seen.push(JSON.parse(block.replace(/^data: /, '')) as StreamEvent)
    return done
  }
  return {
    async until(type) {
      while (!seen.slice(from).some((event) => event.type === type)) {
        if (await read()) throw new Error(`the events ended before "${type}"`)
      }
      from = seen.length
      return seen
    },
    stop: () => reader.cancel(),
    get ended() {
      return read()
    },
  }
}
