import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { WorkerNews } from './messages.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'
import { closeClients, connect, headersFor, makeOffer } from './whep-client.fixture.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
afterEach(closeClients)

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}

async function untilGone(pid: number | null): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve))
}

describe('a worker', () => {
  const news: WorkerNews[] = []
  let listeners: ((news: WorkerNews) => void)[] = []
  let worker: WorkerProcess
  beforeAll(async () => {
    worker = await startWorkerProcess({ ...small, number: 7, tokens: ['secret', 'other'] }, (each) => {
      news.push(each)
      for (const listener of listeners) listener(each)
    })
  })
  afterEach(() => {
    listeners = []
  })
  afterAll(() => worker.kill())

  const viewerState = (state: string, token: string): Promise<void> =>
    new Promise((resolve) =>
      listeners.push((each) => {
        if (each.type === 'viewer' && each.state === state && each.token === token) resolve()
      }),
    )
  /** Polls until the scene passes. Only the test's timeout limits it. */
  const scene = async (
    wanted: (state: Awaited<ReturnType<WorkerProcess['report']>>['scene']) => boolean,
  ): Promise<void> => {
    while (!wanted((await worker.report()).scene));
  }

  it('sends picture and sound after an offer, a keyframe first', async () => {
    const viewer = await connect(worker.url, 'secret')
    expect(viewer.status).toBe(201)
    await Promise.all([viewer.firstKeyframe, viewer.firstAudio])
    expect((await viewer.firstVideo)[0]! & 31).toBeOneOf([7, 24, 28])
  })

  it('answers with location and etag, readable for pages of this machine', async () => {
    const viewer = await connect(worker.url, 'secret', { origin: 'http://127.0.0.1:4173' })
    expect(viewer.location).toMatch(new RegExp(`^${worker.url}/[0-9a-f-]{36}$`))
    expect(viewer.headers.get('content-type')).toBe('application/sdp')
    expect(viewer.headers.get('etag')).toBe(`"${viewer.location.split('/').at(-1)}"`)
    expect(viewer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4173')
    expect(viewer.headers.get('access-control-expose-headers')).toMatch(/location.*etag.*link/)
  })

  it('answers a ping on the data channel', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.channelOpen
    const pong = viewer.next('pong')
    viewer.send({ type: 'ping', id: 41 })
    expect(await pong).toEqual({ type: 'pong', id: 41 })
  })

  it('echoes a message unchanged', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.channelOpen
    const echo = viewer.next('message')
    viewer.send({ type: 'message', data: { score: [1, 2] } })
    expect(await echo).toEqual({ type: 'message', data: { score: [1, 2] } })
  })

  it('applies input to the scene', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.channelOpen
    const before = (await worker.report()).scene
    viewer.send({
      type: 'input',
      event: { type: 'key', phase: 'down', code: 'ArrowLeft', key: 'ArrowLeft', repeat: false },
    })
    await scene(({ square }) => square.x < before.square.x - 0.05)
    viewer.send({ type: 'input', event: { type: 'text', value: 'hey' } })
    await expect(scene(({ text }) => text.endsWith('hey'))).resolves.toBeUndefined()
  })

  it('opens the keyboard on a tap in the text area', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.channelOpen
    const asked = viewer.next('text-input')
    viewer.send({
      type: 'input',
      event: {
        type: 'pointer',
        phase: 'down',
        x: 0.2,
        y: 0.95,
        pointerId: 1,
        pointerType: 'touch',
        button: 0,
        buttons: 1,
      },
    })
    expect(await asked).toMatchObject({ type: 'text-input', multiline: false })
  })

  it('releases pressed keys when their viewer is gone', async () => {
    const viewer = await connect(worker.url, 'secret')
    await Promise.all([viewer.channelOpen, viewer.firstVideo])
    viewer.send({
      type: 'input',
      event: { type: 'key', phase: 'down', code: 'KeyD', key: 'd', repeat: false },
    })
    await scene(({ square }) => square.x > 0.6)
    const gone = viewerState('gone', 'secret')
    viewer.close()
    await gone
    const one = (await worker.report()).scene
    await scene(({ frame }) => frame > one.frame + 1)
    expect((await worker.report()).scene.square).toEqual(one.square)
  })

  it('drops a viewer on DELETE, and forgets the session', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.firstVideo
    const gone = viewerState('gone', 'secret')
    const remove = (): Promise<Response> =>
      fetch(viewer.location, { method: 'DELETE', headers: headersFor('secret') })
    expect((await remove()).status).toBe(200)
    await Promise.all([gone, viewer.closed])
    expect((await worker.report()).viewers).toEqual([])
    expect((await remove()).status).toBe(404)
  })

  it('stops counting a viewer that has closed its connection', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.firstVideo
    const gone = viewerState('gone', 'secret')
    viewer.close()
    await gone
    expect((await worker.report()).viewers).toEqual([])
  })

  it('replaces the connection of a viewer that returns with the same token', async () => {
    const first = await connect(worker.url, 'secret')
    await first.firstVideo
    const second = await connect(worker.url, 'secret')
    await Promise.all([first.closed, second.firstVideo])
    expect((await worker.report()).viewers).toHaveLength(1)
  })

  it('drops a viewer at once when its token is revoked, and refuses the token', async () => {
    worker.command({ type: 'allow', token: 'brief' })
    await worker.report()
    const viewer = await connect(worker.url, 'brief')
    await viewer.firstVideo
    worker.command({ type: 'revoke', token: 'brief' })
    await viewer.closed
    expect((await connect(worker.url, 'brief')).status).toBe(401)
  })

  it('can drop one viewer and keep the others', async () => {
    const one = await connect(worker.url, 'secret')
    const two = await connect(worker.url, 'other')
    await Promise.all([one.firstVideo, two.firstVideo])
    worker.command({ type: 'drop', viewer: one.location.split('/').at(-1) ?? '' })
    await one.closed
    await two.nextVideo()
    expect((await worker.report()).viewers).toHaveLength(1)
  })

  it('sends the application’s messages to every viewer', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.channelOpen
    const heard = Promise.all([viewer.next('message'), viewer.next('text-input')])
    worker.command({ type: 'message', data: 'hello' })
    worker.command({ type: 'text-input', value: 'so far', multiline: true })
    expect(await heard).toEqual([
      { type: 'message', data: 'hello' },
      { type: 'text-input', value: 'so far', multiline: true },
    ])
  })

  it('freezes the picture while the data channel stays alive, then goes on', async () => {
    const viewer = await connect(worker.url, 'secret')
    await Promise.all([viewer.channelOpen, viewer.firstVideo])
    worker.command({ type: 'freeze', on: true })
    await worker.report()
    const pongs = async (): Promise<number> => {
      for (let id = 0; id < 20; id++) {
        const pong = viewer.next('pong')
        viewer.send({ type: 'ping', id })
        await pong
      }
      return viewer.packets()
    }
    const packets = await pongs()
    const { scene: then } = await worker.report()
    await scene(({ frame }) => frame > then.frame + 5)
    expect(await pongs()).toBe(packets)
    worker.command({ type: 'freeze', on: false })
    await viewer.nextVideo()
  })

  it('keeps the picture going while the data channel is mute', async () => {
    const viewer = await connect(worker.url, 'secret')
    await Promise.all([viewer.channelOpen, viewer.firstVideo])
    worker.command({ type: 'mute-channel', on: true })
    await worker.report()
    viewer.send({ type: 'ping', id: 1 })
    for (let packet = 0; packet < 10; packet++) await viewer.nextVideo()
    expect(viewer.frames()).toEqual([])
    worker.command({ type: 'mute-channel', on: false })
    await worker.report()
    const pong = viewer.next('pong')
    viewer.send({ type: 'ping', id: 2 })
    expect(await pong).toEqual({ type: 'pong', id: 2 })
  })

  it('sends nothing through a network that drops everything, then goes on', async () => {
    const viewer = await connect(worker.url, 'secret')
    await Promise.all([viewer.channelOpen, viewer.firstVideo])
    worker.command({ type: 'network', impairment: { hole: true } })
    const { scene: then } = await worker.report()
    await scene(({ frame }) => frame > then.frame + 3)
    const packets = viewer.packets()
    await scene(({ frame }) => frame > then.frame + 12)
    expect(viewer.packets()).toBe(packets)
    worker.command({ type: 'network', impairment: {} })
    await viewer.nextVideo()
  })

  it('goes on with a new encoder when its encoder is killed', async () => {
    const viewer = await connect(worker.url, 'secret')
    await viewer.firstVideo
    const { encoderPid } = await worker.report()
    process.kill(encoderPid ?? 0, 'SIGKILL')
    await untilGone(encoderPid)
    await viewer.nextVideo()
    while ((await worker.report()).encoderPid === encoderPid);
    await expect(viewer.nextVideo()).resolves.toBeUndefined()
  })

  describe('refuses', () => {
    const post = (headers: Record<string, string>, body = 'v=0'): Promise<Response> =>
      fetch(worker.url, { method: 'POST', headers, body })

    it.each([
      ['a missing token', {}],
      ['a wrong token', { authorization: 'Bearer guess' }],
    ])('%s with 401', async (_, headers) => {
      const origin = 'http://localhost:4173'
      const response = await post({ 'content-type': 'application/sdp', origin, ...headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    })

    it('another content type with 415, and another accepted type with 406', async () => {
      expect((await post({ ...headersFor('secret'), 'content-type': 'application/json' })).status).toBe(415)
      expect((await post({ ...headersFor('secret'), accept: 'text/html' })).status).toBe(406)
    })

    it.each(['', 'v=0', 'hello', 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n', `${'x'.repeat(70_000)}`])(
      'an invalid offer with 400 (case %#)',
      async (body) => {
        expect((await post(headersFor('secret'), body)).status).toBe(400)
      },
    )

    it('an offer without H.264 with 406', async () => {
      const { peer, sdp } = makeOffer()
      const offer = (await sdp()).replaceAll('H264', 'VP8')
      peer.close()
      expect((await post(headersFor('secret'), offer)).status).toBe(406)
    })

    it('a body that is too large with 413', async () => {
      expect((await post(headersFor('secret'), 'v=0'.repeat(100_000))).status).toBe(413)
    })

    it('an unknown session, or one of another viewer, with 404', async () => {
      const viewer = await connect(worker.url, 'secret')
      for (const [url, token] of [
        [viewer.location, 'other'],
        [`${worker.url}/nobody`, 'secret'],
        [`${worker.url}/a/b`, 'secret'],
        [worker.url.replace('/whep', '/else'), 'secret'],
      ] as const) {
        expect((await fetch(url, { method: 'DELETE', headers: headersFor(token) })).status).toBe(404)
      }
      expect((await worker.report()).viewers).toHaveLength(1)
    })

    it('other methods with 405', async () => {
      const response = await fetch(worker.url, { headers: headersFor('secret') })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('POST, OPTIONS')
    })
  })

  it('answers a preflight without a token', async () => {
    const response = await fetch(worker.url, {
      method: 'OPTIONS',
      headers: { origin: 'http://127.0.0.1:4173' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toMatch(/POST, PATCH, DELETE/)
    expect(response.headers.get('access-control-allow-headers')).toMatch(
      /authorization.*content-type.*if-match/,
    )
  })

  it('accepts candidates, and refuses those for another ICE session', async () => {
    const viewer = await connect(worker.url, 'secret')
    const patch = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(viewer.location, {
        method: 'PATCH',
        headers: { ...headersFor('secret'), 'content-type': 'application/trickle-ice-sdpfrag', ...headers },
        body,
      })
    const fragment =
      'a=mid:video\r\na=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host\r\na=candidate:2 1 udp 1 x.local 9 typ host\r\n'
    const etag = viewer.headers.get('etag') ?? ''
    expect((await patch({}, fragment)).status).toBe(204)
    expect((await patch({ 'if-match': etag }, fragment)).status).toBe(204)
    expect((await patch({ 'if-match': '"older"' }, fragment)).status).toBe(412)
    expect((await patch({ 'if-match': '*' }, fragment)).status).toBe(422)
    expect((await patch({}, `a=ice-ufrag:other\r\n${fragment}`)).status).toBe(422)
    expect((await patch({ 'content-type': 'application/sdp' }, fragment)).status).toBe(415)
    await viewer.firstVideo
  })
})

describe('a worker process', () => {
  it('answers 503 with retry-after when full', async () => {
    const worker = await startWorkerProcess({ ...small, maxViewers: 1 })
    const first = await connect(worker.url)
    const second = await connect(worker.url)
    expect([first.status, second.status]).toEqual([201, 503])
    expect(second.headers.get('retry-after')).toBe('2')
    await worker.kill()
  })

  it('ends its encoder when it crashes', async () => {
    const worker = await startWorkerProcess(small)
    const { encoderPid } = await worker.report()
    worker.command({ type: 'crash' })
    await worker.gone
    await untilGone(encoderPid)
    await expect(worker.report()).rejects.toThrow('Standby: the worker ended before it answered.')
  })

  it('ends its encoder when it is killed', async () => {
    const worker = await startWorkerProcess(small)
    const { encoderPid } = await worker.report()
    await worker.kill()
    await untilGone(encoderPid)
    expect(isAlive(worker.pid)).toBe(false)
  })

  it('rejects with the reason when it cannot start', async () => {
    process.env['FFMPEG_PATH'] = '/nowhere/ffmpeg'
    const started = startWorkerProcess(small)
    delete process.env['FFMPEG_PATH']
    await expect(started).rejects.toThrow(/ended \(1\) before its first picture\. Standby: FFMPEG_PATH is/)
  })
})
