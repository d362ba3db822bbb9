import { describe, expect, it } from 'vitest'
import { startTestSignalling, type TestPeer } from './signalling.fixture.ts'

const types = ({ heard }: TestPeer): unknown[] =>
  heard.map((message) => (message as { type?: string }).type ?? message)

describe('a streamer', () => {
  it('is asked for its id first, and gets it confirmed', () => {
    const streamer = startTestSignalling().streamer('Game')
    expect(streamer.heard).toEqual([
      { type: 'identify' },
      { type: 'config', peerConnectionOptions: {}, protocolVersion: '1.3.0' },
      { type: 'endpointIdConfirm', committedId: 'Game' },
    ])
  })

  it('gets a number appended to a taken id', () => {
    const { streamer, player } = startTestSignalling()
    streamer()
    expect(streamer().all('endpointIdConfirm')).toEqual([
      { type: 'endpointIdConfirm', committedId: 'Stage1' },
    ])
    expect(streamer().all('endpointIdConfirm')).toMatchObject([{ committedId: 'Stage2' }])
    const viewer = player()
    viewer.say({ type: 'listStreamers' })
    expect(viewer.all('streamerList')).toEqual([{ type: 'streamerList', ids: ['Stage', 'Stage1', 'Stage2'] }])
  })

  it('can change its id, and its players are told', () => {
    const { streamer, subscriber } = startTestSignalling()
    const game = streamer()
    const viewer = subscriber()
    game.say({ type: 'endpointId', id: 'Renamed' })
    expect(viewer.all('streamerIdChanged')).toEqual([{ type: 'streamerIdChanged', newID: 'Renamed' }])
    expect(viewer.closed).toBeNull()
  })

  it('can disconnect a player', () => {
    const { streamer, subscriber, signalling } = startTestSignalling()
    const game = streamer()
    const viewer = subscriber()
    game.say({ type: 'disconnectPlayer', playerId: 'Player0', reason: 'kicked' })
    expect(viewer.closed).toEqual({ code: 1011, reason: 'kicked' })
    expect(game.all('playerDisconnected')).toEqual([{ type: 'playerDisconnected', playerId: 'Player0' }])
    expect(signalling.players()).toEqual([])
  })

  it('cannot reach players of another streamer', () => {
    const { streamer, subscriber } = startTestSignalling()
    streamer()
    const other = streamer('Other')
    const viewer = subscriber('Stage')
    for (const type of ['offer', 'disconnectPlayer'])
      other.say({ type, sdp: 'v=0', playerId: 'Player0', reason: '' })
    expect(viewer.all('offer')).toEqual([])
    expect(viewer.closed).toBeNull()
  })
})

describe('a player', () => {
  it('gets `config` first, then the list on request', () => {
    const viewer = startTestSignalling().player()
    viewer.say({ type: 'listStreamers' })
    expect(viewer.heard).toEqual([
      { type: 'config', peerConnectionOptions: {}, protocolVersion: '1.3.0' },
      { type: 'streamerList', ids: [] },
    ])
  })

  it('exchanges descriptions and candidates with its streamer', () => {
    const { streamer, subscriber } = startTestSignalling()
    const game = streamer()
    const viewer = subscriber()
    expect(game.all('playerConnected')).toEqual([
      { type: 'playerConnected', dataChannel: true, sfu: false, sendOffer: true, playerId: 'Player0' },
    ])
    game.say({ type: 'offer', sdp: 'v=0 offer', playerId: 'Player0' })
    game.say({ type: 'iceCandidate', candidate: { candidate: 'candidate:1' }, playerId: 'Player0' })
    expect(viewer.all('offer')).toEqual([{ type: 'offer', sdp: 'v=0 offer', playerId: 'Player0' }])
    expect(viewer.all('iceCandidate')).toMatchObject([{ candidate: { candidate: 'candidate:1' } }])
    viewer.say({ type: 'answer', sdp: 'v=0 answer', minBitrateBps: 0, maxBitrateBps: 100 })
    viewer.say({ type: 'iceCandidate', candidate: { candidate: 'candidate:2', sdpMid: '0' } })
    viewer.say({ type: 'layerPreference', spatialLayer: 0, temporalLayer: 0 })
    expect(game.all('answer')).toEqual([
      { type: 'answer', sdp: 'v=0 answer', minBitrateBps: 0, maxBitrateBps: 100, playerId: 'Player0' },
    ])
    expect(game.all('iceCandidate')).toMatchObject([{ playerId: 'Player0' }])
    expect(game.all('layerPreference')).toMatchObject([{ playerId: 'Player0' }])
  })

  it('gets the first streamer when it makes the offer, and the streamer is told to wait for the offer', () => {
    const { streamer, player } = startTestSignalling()
    const game = streamer()
    const viewer = player()
    viewer.say({ type: 'offer', sdp: 'v=0 mine' })
    expect(game.all('playerConnected')).toMatchObject([{ sendOffer: false }])
    expect(game.all('offer')).toMatchObject([{ sdp: 'v=0 mine', playerId: 'Player0' }])
    game.say({ type: 'answer', sdp: 'v=0 yours', playerId: 'Player0' })
    expect(viewer.all('answer')).toMatchObject([{ sdp: 'v=0 yours' }])
  })

  it('is closed without a code when it makes the offer and no streamer exists', () => {
    const viewer = startTestSignalling().player()
    viewer.say({ type: 'offer', sdp: 'v=0 mine' })
    expect(viewer.closed).toEqual({ code: null, reason: '' })
  })

  it('gets `subscribeFailed` for an unknown streamer, and may ask again', () => {
    const { streamer, subscriber } = startTestSignalling()
    const viewer = subscriber('nope')
    expect(viewer.all('subscribeFailed')).toEqual([
      { type: 'subscribeFailed', message: 'Streamer nope does not exist.' },
    ])
    const game = streamer('nope')
    viewer.say({ type: 'subscribe', streamerId: 'nope' })
    expect(game.all('playerConnected')).toHaveLength(1)
  })

  it('gets the number of players of its streamer', () => {
    const { streamer, subscriber } = startTestSignalling({ playersPerStreamer: 0 })
    streamer()
    const [first, second] = [subscriber(), subscriber()]
    expect(first.all('playerCount')).toMatchObject([{ count: 1 }, { count: 2 }])
    second.leave()
    expect(first.all('playerCount').at(-1)).toMatchObject({ count: 1 })
  })

  it('leaves its streamer when it unsubscribes, subscribes to another, or disconnects', () => {
    const { streamer, subscriber, events } = startTestSignalling()
    const [game, other] = [streamer(), streamer('Other')]
    const viewer = subscriber()
    viewer.say({ type: 'unsubscribe' })
    expect(game.all('playerDisconnected')).toHaveLength(1)
    expect(events.at(-1)).toEqual({ type: 'unsubscribed', viewer: 'Player0' })
    viewer.say({ type: 'subscribe', streamerId: 'Stage' })
    viewer.say({ type: 'subscribe', streamerId: 'Other' })
    expect(game.all('playerDisconnected')).toHaveLength(2)
    viewer.leave(1000)
    expect(other.all('playerDisconnected')).toHaveLength(1)
    expect(events.at(-1)).toEqual({
      type: 'ended',
      viewer: 'Player0',
      code: 1000,
      reason: '',
      by: 'viewer',
    })
  })

  it('gets a pong for its ping', () => {
    const viewer = startTestSignalling().player()
    viewer.say({ type: 'ping', time: 42 })
    expect(viewer.all('pong')).toEqual([{ type: 'pong', time: 42 }])
  })

  it('is pinged, and closed without a code when it has not answered by the next ping', async () => {
    const { clock, player } = startTestSignalling({ keepaliveMs: 1000 })
    const [lively, dead] = [player(), player()]
    await clock.pass(1000)
    expect(dead.all('ping')).toHaveLength(1)
    lively.say({ type: 'pong', time: 1 })
    await clock.pass(1000)
    expect(dead.closed).toEqual({ code: null, reason: '' })
    expect(lively.closed).toBeNull()
  })

  it('can send malformed messages and goes on', () => {
    const { player, events } = startTestSignalling()
    const viewer = player()
    for (const nonsense of [null, 7, [], {}, { type: 'noSuch' }, { type: 'subscribe' }, { type: 'ping' }])
      viewer.say(nonsense)
    viewer.sayNonsense('a binary frame')
    viewer.say({ type: 'stats', anything: [1] })
    expect(events.filter(({ type }) => type === 'malformed')).toHaveLength(8)
    viewer.say({ type: 'listStreamers' })
    expect(viewer.all('streamerList')).toHaveLength(1)
    expect(viewer.closed).toBeNull()
  })

  it('is ignored above 200 messages in a second, until the next second', async () => {
    const { player, clock, events } = startTestSignalling()
    const viewer = player()
    for (let count = 0; count < 250; count++) viewer.say({ type: 'ping', time: count })
    expect(viewer.all('pong')).toHaveLength(200)
    expect(events.at(-1)).toMatchObject({ type: 'malformed', what: 'too many messages' })
    await clock.pass(1000)
    viewer.say({ type: 'ping', time: 1 })
    expect(viewer.all('pong')).toHaveLength(201)
  })
})

describe('a full streamer', () => {
  it('refuses the next player, and accepts it on the same socket once there is room', () => {
    const { streamer, subscriber } = startTestSignalling()
    const game = streamer()
    const [first, second] = [subscriber(), subscriber()]
    expect(second.all('subscribeFailed')).toEqual([
      { type: 'subscribeFailed', message: 'Streamer Stage is full. Max players = 1.' },
    ])
    expect(second.closed).toBeNull()
    first.leave()
    second.say({ type: 'subscribe', streamerId: 'Stage' })
    expect(game.all('playerConnected').at(-1)).toMatchObject({ playerId: 'Player1' })
  })

  it('does not exist when any number of players may share one', () => {
    const { streamer, subscriber } = startTestSignalling({ playersPerStreamer: 0 })
    const game = streamer()
    for (let count = 0; count < 20; count++) subscriber()
    expect(game.all('playerConnected')).toHaveLength(20)
  })
})

describe('a lost streamer', () => {
  it('closes its players without a code', () => {
    const { streamer, subscriber, player } = startTestSignalling()
    const game = streamer()
    const [viewer, idle] = [subscriber(), player()]
    game.leave(1006)
    expect(viewer.closed).toEqual({ code: null, reason: '' })
    expect(idle.closed).toBeNull()
    idle.say({ type: 'listStreamers' })
    expect(idle.all('streamerList')).toMatchObject([{ ids: [] }])
  })

  it('can be announced instead, and its players can subscribe to the next one', () => {
    const { streamer, subscriber, actions } = startTestSignalling()
    const game = streamer()
    const viewer = subscriber()
    actions.run({ type: 'streamer-loss', tell: 'streamerDisconnected' })
    game.leave(1006)
    expect(viewer.all('streamerDisconnected')).toHaveLength(1)
    const next = streamer()
    viewer.say({ type: 'subscribe', streamerId: 'Stage' })
    expect(next.all('playerConnected')).toHaveLength(1)
  })

  it('can go unnoticed, once', () => {
    const { streamer, subscriber, actions, signalling } = startTestSignalling()
    const game = streamer()
    const viewer = subscriber()
    actions.run({ type: 'streamer-loss', tell: 'nothing' })
    game.leave(1006)
    expect(types(viewer)).toEqual(['config', 'playerCount'])
    expect(viewer.closed).toBeNull()
    expect(signalling.state().viewers).toMatchObject([{ state: 'subscribed', streamer: null }])
    // A message to a lost streamer does no harm.
    viewer.say({ type: 'iceCandidate', candidate: { candidate: 'candidate:1' } })
    const next = streamer()
    viewer.say({ type: 'subscribe', streamerId: 'Stage' })
    next.leave(1006)
    expect(viewer.closed).toEqual({ code: null, reason: '' })
  })
})
