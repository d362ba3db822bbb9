import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startStage, type PixelStreamOptions, type Stage, type StagePixelStream } from '../index.ts'
import { closePlayers, connectPlayer } from './pixel-player.fixture.ts'
import { malformedFrames } from './malformed.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200, restartMs: 50 }

let stage: Stage
/** Shared: nothing that a test does to it outlives the test. */
let shared: StagePixelStream
beforeAll(async () => {
  stage = await startStage()
  shared = await stage.createPixelStream({ ...small, id: 'shared' })
})
afterEach(closePlayers)
afterAll(() => stage.close())

const create = (options: PixelStreamOptions = {}): Promise<StagePixelStream> =>
  stage.createPixelStream({ ...small, ...options })

/** A player who sees a picture and has a data channel. */
async function playing(stream: StagePixelStream, options?: Parameters<typeof connectPlayer>[1]) {
  const player = connectPlayer(stream.signallingUrl, options)
  await Promise.all([player.firstKeyframe, player.channelOpen])
  return player
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a pixel stream', () => {
  it('leads a player to picture and sound, and says so', async () => {
    const connected = shared.next('media', ({ state }) => state === 'connected')
    const player = await playing(shared)
    await player.firstAudio
    const { viewer } = await connected
    expect(shared.state()).toMatchObject({
      server: { state: 'running' },
      workers: [{ streamer: 'Stage', state: 'running', players: [viewer] }],
      viewers: [{ id: viewer, state: 'subscribed', streamer: 'Stage', media: true, simulated: false }],
      sessions: 1,
      sockets: 1,
      peerConnections: 1,
    })
    const offered = player.heard.find(({ type }) => type === 'offer')
    expect(offered).toMatchObject({ playerId: viewer })
    expect(offered?.['sdp']).not.toContain('a=candidate')
    player.close()
    await expect.poll(() => shared.state().peerConnections).toBe(0)
  })

  it('answers a player who makes the offer', async () => {
    const player = await playing(shared, { offers: true })
    player.send('UIInteraction', '{"who":"offers"}')
    expect(await player.next('Response')).toBe('{"who":"offers"}')
  })

  it('speaks Epic’s protocol on the data channel, and lets input change the scene', async () => {
    const player = await playing(shared)
    expect(JSON.parse(await player.next('Protocol'))).toMatchObject({ Direction: 0 })
    player.send('RequestInitialSettings')
    expect(JSON.parse(await player.next('InitialSettings'))).toMatchObject({ WebRTC: { FPS: 15 } })
    player.send('MouseDown', 0, 16_384, 32_768)
    player.send('KeyPress', 'z'.charCodeAt(0))
    const scene = async () => (await shared.report())[0]!.scene
    await expect.poll(async () => (await scene()).text).toMatch(/z$/)
    expect((await scene()).marks).toContainEqual({ x: 0.25, y: 0.5 })
    const [report] = await shared.report()
    expect(report!.players.at(-1)).toMatchObject({
      channelOpen: true,
      received: { MouseDown: 1, KeyPress: 1, RequestInitialSettings: 1 },
    })
  })

  it('says what the application says to every player', async () => {
    const [first, second] = await Promise.all([playing(shared), playing(shared)])
    shared.message({ score: 7 })
    shared.askForText('name?')
    for (const player of [first, second]) {
      expect(await player.next('Response')).toBe('{"score":7}')
      expect(JSON.parse(await player.next('Command'))).toMatchObject({ contents: 'name?' })
    }
  })

  it('lets go of a player who unsubscribes, and serves it again on the same socket', async () => {
    const player = connectPlayer(shared.signallingUrl)
    await player.firstKeyframe
    player.say({ type: 'unsubscribe' })
    await player.mediaGone
    const opened = shared.next('media', ({ state }) => state === 'opened')
    player.say({ type: 'subscribe', streamerId: 'Stage' })
    expect(await opened).toMatchObject({ type: 'media' })
  })

  it('keeps a log of what was said', async () => {
    const player = await playing(shared)
    const { counts, requests } = shared.requests()
    expect(counts).toMatchObject({ config: expect.any(Number), subscribe: expect.any(Number) })
    const { viewer } = requests.findLast(({ message }) => message === 'offer')!
    const said = requests
      .filter((each) => each.viewer === viewer)
      .map(({ direction, message }) => [direction, message])
    expect(said.slice(0, 2)).toEqual([
      ['out', 'config'],
      ['in', 'subscribe'],
    ])
    expect(said).toContainEqual(['in', 'answer'])
    expect(shared.events().map(({ type }) => type)).not.toContain('request')
    player.close()
  })

  it('survives what makes no sense, on the socket and on the data channel', async () => {
    const player = await playing(shared)
    for (const frame of malformedFrames()) player.sayRaw(frame)
    player.say({ type: 'answer', sdp: 'nonsense' })
    player.say({ type: 'offer', sdp: 'v=0 nonsense' })
    await shared.next('malformed', ({ what }) => what.startsWith('an offer'))
    player.send('UIInteraction', 'still here')
    expect(await player.next('Response')).toBe('still here')
    await player.nextVideo()
  })
})

describe('a streamer that makes no sense', () => {
  it('goes on, and its players with it', async () => {
    const player = await playing(shared)
    const { viewers } = await shared.inject('malformed-data')
    expect(viewers).toHaveLength(1)
    expect(await player.next('VideoEncoderAvgQP')).toBe('24')
    player.send('UIInteraction', 'still here')
    await shared.next('message', ({ text }) => text === 'still here')
    await player.nextVideo()
  })
})

describe('media that dies while signalling lives', () => {
  it.each(['media-freeze', 'channel-silent'] as const)('goes on after %s', async (fault) => {
    const player = await playing(shared)
    await shared.inject(fault)
    expect(shared.state().activeFaults).toEqual([fault])
    player.send('UIInteraction', 'echo')
    if (fault === 'media-freeze') expect(await player.next('Response')).toBe('echo')
    else await player.nextVideo()
    player.say({ type: 'ping', time: 5 })
    expect(await player.hear('pong')).toMatchObject({ time: 5 })
    expect(await shared.lift(fault)).toBe(true)
    await player.nextVideo()
    player.send('TestEcho')
    await player.next('TestEcho')
  })

  const sent = async (): Promise<number> => (await shared.report())[0]!.players.at(-1)!.packetsSent

  it('sends no packet under media-freeze', async () => {
    const player = await playing(shared)
    await shared.inject('media-freeze')
    const before = await sent()
    player.send('UIInteraction', 'echo')
    await player.next('Response')
    expect(await sent()).toBe(before)
    await shared.lift('media-freeze')
  })

  it('sends packets that nobody gets under media-dead', async () => {
    const player = await playing(shared)
    await shared.inject('media-dead')
    const [before, received] = [await sent(), player.packets()]
    await expect.poll(sent).toBeGreaterThan(before + 40)
    // What was on its way still arrives.
    expect(player.packets() - received).toBeLessThan(10)
    await shared.lift('media-dead')
    await player.nextVideo()
  })

  it('stops with the process, which goes on where it was', async () => {
    const player = await playing(shared)
    await shared.inject('worker-frozen')
    const { pid, state } = shared.state().workers[0]!
    expect([state, isAlive(pid)]).toEqual(['frozen', true])
    player.say({ type: 'ping', time: 6 })
    expect(await player.hear('pong')).toMatchObject({ time: 6 })
    await shared.lift('worker-frozen')
    await player.nextVideo()
    expect(shared.state().workers).toMatchObject([{ pid, state: 'running' }])
  })

  it('is closed by the streamer', async () => {
    const player = await playing(shared)
    const { viewers } = await shared.inject('media-closed')
    await player.mediaGone
    expect(viewers).toHaveLength(1)
    player.say({ type: 'ping', time: 7 })
    await player.hear('pong')
  })

  it('dies with its process, unnoticed by the server, and is there for who asks again', async () => {
    const stream = await create()
    const player = await playing(stream)
    const { pid } = stream.state().workers[0]!
    const again = stream.next('streamer', ({ state }) => state === 'registered')
    await stream.inject('worker-crash', { tell: 'nothing' })
    expect(isAlive(pid)).toBe(false)
    await again
    player.say({ type: 'ping', time: 8 })
    await player.hear('pong')
    await playing(stream)
    await stream.close()
  })

  it('begins late for who comes under slow-offer and slow-first-frame', async () => {
    await shared.inject('slow-offer', { delayMs: 100 })
    await shared.inject('slow-first-frame', { delayMs: 300 })
    const started = performance.now()
    const player = connectPlayer(shared.signallingUrl)
    await player.channelOpen
    expect(performance.now() - started).toBeGreaterThanOrEqual(100)
    expect(player.packets()).toBe(0)
    await player.firstKeyframe
    expect(performance.now() - started).toBeGreaterThanOrEqual(400)
    await shared.lift('slow-offer')
    await shared.lift('slow-first-frame')
  })
})

describe('signalling that dies while media lives', () => {
  it('is a socket without a close frame', async () => {
    const player = await playing(shared)
    await shared.inject('network-drop')
    expect(await player.closed).toEqual({ code: 1006, reason: '' })
    await player.nextVideo()
    expect(shared.state()).toMatchObject({ sockets: 0, peerConnections: 1 })
  })

  it('is a server that is killed, whose port refuses until it is back with its streamers', async () => {
    const stream = await create()
    const player = await playing(stream)
    const { pid } = stream.state().server
    await stream.inject('no-streamer', { viewer: 'Player0' })
    await stream.inject('server-kill')
    expect(await player.closed).toEqual({ code: 1006, reason: '' })
    expect(isAlive(pid)).toBe(false)
    expect(stream.state()).toMatchObject({ server: { state: 'down', pid: null }, viewers: [] })
    const refused = connectPlayer(stream.signallingUrl)
    expect(await refused.closed).toMatchObject({ code: 1006 })
    await player.nextVideo()
    const back = stream.next('streamer', ({ state }) => state === 'registered')
    expect(await stream.lift('server-kill')).toBe(true)
    await back
    await playing(stream)
    // Numbers go on, so that what a streamer still holds belongs to nobody else; what held goes on holding.
    expect(stream.state()).toMatchObject({
      viewers: [{ id: 'Player1' }],
      activeFaults: ['no-streamer'],
      peerConnections: 2,
    })
    await player.nextVideo()
    await stream.close()
  })

  it('comes back by itself after its time', async () => {
    const stream = await create({ media: 'none' })
    const { pid } = stream.state().server
    await stream.inject('server-kill', { durationMs: 50 })
    expect((await stream.next('server', ({ state }) => state === 'running')).pid).not.toBe(pid)
    await stream.close()
  })
})

describe('a streamer', () => {
  it('leaves with its players and is back', async () => {
    const player = await playing(shared)
    await shared.inject('streamer-gone')
    expect(await player.closed).toEqual({ code: 1005, reason: '' })
    await player.mediaGone
    const next = connectPlayer(shared.signallingUrl, { streamerId: null })
    await next.hear('config')
    next.say({ type: 'listStreamers' })
    expect(await next.hear('streamerList')).toMatchObject({ ids: [] })
    const back = shared.next('streamer', ({ state }) => state === 'registered')
    await shared.lift('streamer-gone')
    await back
    next.say({ type: 'subscribe', streamerId: 'Stage' })
    await next.firstKeyframe
  })

  it('is renamed while it is watched', async () => {
    const stream = await create({ media: 'none' })
    const player = connectPlayer(stream.signallingUrl)
    await player.hear('playerCount')
    await stream.inject('streamer-renamed')
    const { newID } = await player.hear('streamerIdChanged')
    await expect.poll(() => stream.state().workers).toMatchObject([{ streamer: newID }])
    await stream.close()
  })

  it('is one of several, each with players of its own behind a queue', async () => {
    const stream = await create({ vendor: 'arcware', streamers: 2 })
    const [first] = await Promise.all([playing(stream), playing(stream)])
    const third = connectPlayer(stream.signallingUrl)
    expect(await third.hear('queue')).toMatchObject({ queue: { index: 0, queueLength: 1 } })
    expect(stream.state().workers.map(({ players }) => players.length)).toEqual([1, 1])
    first.close()
    await third.firstKeyframe
    await stream.close()
  })
})

describe('the processes of a stage', () => {
  it('end with the stream, and the port with them', async () => {
    const stream = await create()
    const player = await playing(stream)
    const { server, workers } = stream.state()
    const closed = stream.next('closed')
    await stream.close()
    await closed
    await player.closed
    expect([server.pid, ...workers.map(({ pid }) => pid)].filter((pid) => isAlive(pid))).toEqual([])
    expect(stage.pixelStream(stream.id)).toBeUndefined()
  })

  it('end even when they are stopped', async () => {
    const stream = await create()
    await stream.inject('worker-frozen')
    const { pid, state } = stream.state().workers[0]!
    expect([isAlive(pid), state]).toEqual([true, 'frozen'])
    await stream.close()
    expect(isAlive(pid)).toBe(false)
  })

  it('do not start twice under one name, nor without an encoder', async () => {
    await expect(create({ id: 'shared' })).rejects.toThrow(/There is a pixel stream "shared" already/)
    process.env['FFMPEG_PATH'] = '/nowhere/ffmpeg'
    const failed = create({ id: 'failed' })
    await expect(failed).rejects.toThrow(/a streamer ended \(1\) before its first picture/)
    delete process.env['FFMPEG_PATH']
    expect(stage.pixelStreams().map(({ id }) => id)).not.toContain('failed')
  })

  it('refuse a fault that there is not, and a viewer who is not there', async () => {
    await expect(shared.inject('nothing' as never)).rejects.toThrow(/There is no fault "nothing"/)
    await expect(shared.inject('kick', { viewer: 'Player999' })).rejects.toThrow(/no viewer "Player999"/)
    await expect(shared.inject('close', { code: 1 })).rejects.toThrow(/code of close must be a number/)
    expect(await shared.lift('full')).toBe(false)
  })
})
