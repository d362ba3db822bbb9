import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startStage, type PixelStreamOptions, type Stage, type StagePixelStream } from '../index.ts'
import { closePlayers, connectPlayer } from './pixel-player.fixture.ts'
import { malformedFrames } from './malformed.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200, restartMs: 50 }

let stage: Stage
/** Shared by tests that leave it as it was. */
let shared: StagePixelStream
beforeAll(async () => {
  stage = await startStage()
  shared = await stage.createPixelStream({ ...small, id: 'shared' })
})
afterEach(closePlayers)
afterAll(() => stage.close())

const create = (options: PixelStreamOptions = {}): Promise<StagePixelStream> =>
  stage.createPixelStream({ ...small, ...options })

/** A player with a picture and a data channel. */
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
  it('delivers picture and sound to a player, and reports it', async () => {
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

  it('answers a player that makes the offer', async () => {
    const player = await playing(shared, { offers: true })
    player.send('UIInteraction', '{"who":"offers"}')
    expect(await player.next('Response')).toBe('{"who":"offers"}')
  })

  it('speaks Epic’s protocol on the data channel, and applies input to the scene', async () => {
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

  it('sends the application’s messages to every player', async () => {
    const [first, second] = await Promise.all([playing(shared), playing(shared)])
    shared.message({ score: 7 })
    shared.askForText('name?')
    for (const player of [first, second]) {
      expect(await player.next('Response')).toBe('{"score":7}')
      expect(JSON.parse(await player.next('Command'))).toMatchObject({ contents: 'name?' })
    }
  })

  it('ends the media of a player that unsubscribes, and serves it again on the same socket', async () => {
    const player = connectPlayer(shared.signallingUrl)
    await player.firstKeyframe
    player.say({ type: 'unsubscribe' })
    await player.mediaGone
    const opened = shared.next('media', ({ state }) => state === 'opened')
    player.say({ type: 'subscribe', streamerId: 'Stage' })
    expect(await opened).toMatchObject({ type: 'media' })
  })

  it('logs signalling messages', async () => {
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

  it('survives malformed frames from a player', async () => {
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

describe('malformed-data', () => {
  it('sends malformed data to the players, and the session goes on', async () => {
    const player = await playing(shared)
    const { viewers } = await shared.inject('malformed-data')
    expect(viewers).toHaveLength(1)
    expect(await player.next('VideoEncoderAvgQP')).toBe('24')
    player.send('UIInteraction', 'still here')
    await shared.next('message', ({ text }) => text === 'still here')
    await player.nextVideo()
  })
})

describe('media under a fault, while signalling lives,', () => {
  it.each(['media-freeze', 'channel-silent'] as const)('goes on when %s is lifted', async (fault) => {
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

  it('sends no packet during media-freeze', async () => {
    const player = await playing(shared)
    await shared.inject('media-freeze')
    const before = await sent()
    player.send('UIInteraction', 'echo')
    await player.next('Response')
    expect(await sent()).toBe(before)
    await shared.lift('media-freeze')
  })

  it('loses every sent packet during media-dead', async () => {
    const player = await playing(shared)
    await shared.inject('media-dead')
    const [before, received] = [await sent(), player.packets()]
    await expect.poll(sent).toBeGreaterThan(before + 40)
    // Packets already in flight still arrive.
    expect(player.packets() - received).toBeLessThan(10)
    await shared.lift('media-dead')
    await player.nextVideo()
  })

  it('stops while the process is frozen, then goes on', async () => {
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

  it('is closed by the streamer on media-closed', async () => {
    const player = await playing(shared)
    const { viewers } = await shared.inject('media-closed')
    await player.mediaGone
    expect(viewers).toHaveLength(1)
    player.say({ type: 'ping', time: 7 })
    await player.hear('pong')
  })

  it('dies with its process without news to the player, and is available to a new player', async () => {
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

  it('begins late for a new player during slow-offer and slow-first-frame', async () => {
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
  it('is cut without a close frame on network-drop', async () => {
    const player = await playing(shared)
    await shared.inject('network-drop')
    expect(await player.closed).toEqual({ code: 1006, reason: '' })
    await player.nextVideo()
    expect(shared.state()).toMatchObject({ sockets: 0, peerConnections: 1 })
  })

  it('refuses connections after server-kill until lifted, then has its streamers and faults again', async () => {
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
    // Player numbers go on, so that a connection still open at a streamer matches no new player. Faults hold on.
    expect(stream.state()).toMatchObject({
      viewers: [{ id: 'Player1' }],
      activeFaults: ['no-streamer'],
      peerConnections: 2,
    })
    await player.nextVideo()
    await stream.close()
  })

  it('comes back by itself after `durationMs`', async () => {
    const stream = await create({ media: 'none' })
    const { pid } = stream.state().server
    await stream.inject('server-kill', { durationMs: 50 })
    expect((await stream.next('server', ({ state }) => state === 'running')).pid).not.toBe(pid)
    await stream.close()
  })
})

describe('a streamer', () => {
  it('closes its players on streamer-gone, and is back when lifted', async () => {
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

  it('tells its players its new id when renamed', async () => {
    const stream = await create({ media: 'none' })
    const player = connectPlayer(stream.signallingUrl)
    await player.hear('playerCount')
    await stream.inject('streamer-renamed')
    const { newID } = await player.hear('streamerIdChanged')
    await expect.poll(() => stream.state().workers).toMatchObject([{ streamer: newID }])
    await stream.close()
  })

  it('serves one player each behind a queue, with several streamers', async () => {
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

describe('the processes of a pixel stream', () => {
  it('end with the stream', async () => {
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

  it('end with the stream even when frozen', async () => {
    const stream = await create()
    await stream.inject('worker-frozen')
    const { pid, state } = stream.state().workers[0]!
    expect([isAlive(pid), state]).toEqual([true, 'frozen'])
    await stream.close()
    expect(isAlive(pid)).toBe(false)
  })

  it('do not start for a taken id or without an encoder', async () => {
    await expect(create({ id: 'shared' })).rejects.toThrow(/There is a pixel stream "shared" already/)
    process.env['FFMPEG_PATH'] = '/nowhere/ffmpeg'
    const failed = create({ id: 'failed' })
    await expect(failed).rejects.toThrow(/a streamer ended \(1\) before its first picture/)
    delete process.env['FFMPEG_PATH']
    expect(stage.pixelStreams().map(({ id }) => id)).not.toContain('failed')
  })

  it('refuse an unknown fault, viewer or parameter', async () => {
    await expect(shared.inject('nothing' as never)).rejects.toThrow(/There is no fault "nothing"/)
    await expect(shared.inject('kick', { viewer: 'Player999' })).rejects.toThrow(/no viewer "Player999"/)
    await expect(shared.inject('close', { code: 1 })).rejects.toThrow(/code of close must be a number/)
    expect(await shared.lift('full')).toBe(false)
  })
})
