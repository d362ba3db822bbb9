import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import { startStage, type PixelStreamEvent, type Stage } from '../index.ts'
import { closePlayers, connectPlayer } from './pixel-player.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  await stage.createPixelStream({ media: 'none', id: 'game', vendor: 'arcware' })
})
afterEach(closePlayers)
afterAll(() => stage.close())

describe('the control interface of pixel streams', () => {
  it('creates, shows, lists and closes them', async () => {
    const created = await control(stage.url, 'POST', '/pixel-streams', { media: 'none', id: 'other' })
    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({
      id: 'other',
      signallingUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
      options: { vendor: 'epic' },
      state: { server: { state: 'running' }, workers: [{ streamer: 'Stage' }], queue: 0 },
    })
    expect((await control(stage.url, 'GET', '/pixel-streams/other')).json).toMatchObject({ id: 'other' })
    const listed = (await (await fetch(`${stage.url}/pixel-streams`)).json()) as { id: string }[]
    expect(listed.map(({ id }) => id)).toEqual(['game', 'other'])
    expect((await control(stage.url, 'DELETE', '/pixel-streams/other')).json).toEqual({ id: 'other' })
    expect((await control(stage.url, 'GET', '/pixel-streams/other')).status).toBe(404)
  })

  it('injects and lifts faults', async () => {
    const path = '/pixel-streams/game/faults/full'
    expect((await control(stage.url, 'POST', path)).json).toEqual({
      fault: 'full',
      params: { durationMs: 0 },
      viewers: [],
    })
    expect(stage.pixelStream('game')?.state().activeFaults).toEqual(['full'])
    expect((await control(stage.url, 'DELETE', path)).json).toEqual({ fault: 'full', lifted: true })
    expect((await control(stage.url, 'DELETE', path)).json).toEqual({ fault: 'full', lifted: false })
    const unknown = await control(stage.url, 'POST', '/pixel-streams/game/faults/nothing')
    expect(unknown).toMatchObject({ status: 404, json: { faults: expect.arrayContaining(['server-kill']) } })
  })

  it('adds simulated viewers before a real one in the queue, and removes them', async () => {
    const path = '/pixel-streams/game/viewers'
    const { json } = await control(stage.url, 'POST', path, { count: 300 })
    expect(json['viewers']).toHaveLength(300)
    const player = connectPlayer(stage.pixelStream('game')!.signallingUrl)
    expect(await player.hear('queue')).toMatchObject({ queue: { index: 299, queueLength: 300 } })
    expect((await control(stage.url, 'DELETE', path, { count: 1000 })).json).toEqual({ left: 300 })
    await player.hear('playerCount')
    expect((await control(stage.url, 'POST', path, { count: 5000 })).status).toBe(400)
  })

  it('shows the request log and the streamers’ reports', async () => {
    const player = connectPlayer(stage.pixelStream('game')!.signallingUrl, { streamerId: null })
    await player.hear('config')
    const { json } = await control(stage.url, 'GET', '/pixel-streams/game/requests')
    expect(json).toMatchObject({ counts: { config: expect.any(Number) } })
    expect(await (await fetch(`${stage.url}/pixel-streams/game/report`)).json()).toEqual([])
  })

  it('sends messages and text requests', async () => {
    const say = (body: unknown) => control(stage.url, 'POST', '/pixel-streams/game/say', body)
    expect((await say({ message: [1], askForText: 'name?' })).json).toEqual({
      said: ['message', 'askForText'],
    })
    expect((await say({})).status).toBe(400)
  })

  it('reports events as server-sent events, with signalling messages when asked', async () => {
    const stream = await stage.createPixelStream({ media: 'none' })
    const read = async (query: string) =>
      (await fetch(`${stage.url}/pixel-streams/${stream.id}/events${query}`)).text()
    const [brief, whole] = [read(''), read('?requests=1')]
    const joined = stream.next('joined')
    const player = connectPlayer(stream.signallingUrl)
    await joined
    await player.hear('playerCount')
    await stream.inject('kick')
    await player.closed
    await stream.close()
    const types = (text: string) =>
      text
        .split('\n\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line.replace('data: ', '')) as PixelStreamEvent).type)
    expect(types(await brief)).toEqual(
      expect.arrayContaining(['server', 'worker', 'joined', 'assigned', 'fault', 'ended', 'closed']),
    )
    expect(types(await brief)).not.toContain('request')
    expect(types(await whole)).toContain('request')
  })

  it.each([
    ['POST', '/pixel-streams', 'not json', 400],
    ['POST', '/pixel-streams', { vendor: 'nobody' }, 400],
    ['POST', '/pixel-streams', { id: 'game' }, 409],
    ['GET', '/pixel-streams/none', undefined, 404],
    ['POST', '/pixel-streams/none/viewers', {}, 404],
    ['PUT', '/pixel-streams', {}, 404],
  ] as const)('refuses %s %s', async (method, path, body, status) => {
    expect((await control(stage.url, method, path, body)).status).toBe(status)
  })

  it('closes an unused pixel stream that was created over HTTP', async () => {
    const brief = await startStage({ unusedAfterMs: 50 })
    const { json } = await control(brief.url, 'POST', '/pixel-streams', { media: 'none' })
    await expect(brief.pixelStream(String(json['id']))?.next('closed')).resolves.toMatchObject({
      type: 'closed',
    })
    await brief.close()
  })
})

describe('the signalling port', () => {
  it('serves only WebSockets, and accepts streamers only with the secret', async () => {
    const { signallingUrl } = stage.pixelStream('game')!
    expect((await fetch(signallingUrl.replace('ws', 'http'))).status).toBe(426)
    for (const path of ['/streamer', '/streamer/guess', '/elsewhere'])
      expect(await connectPlayer(signallingUrl + path).closed).toMatchObject({ code: 1006 })
  })
})
