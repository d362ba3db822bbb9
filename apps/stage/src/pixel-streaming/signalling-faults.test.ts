import { describe, expect, it } from 'vitest'
import { malformedFrames } from './malformed.ts'
import { startTestSignalling } from './signalling/signalling.fixture.ts'
import { vendorNames, vendors } from './vendors.ts'

describe('the close codes of vendors', () => {
  it('are those of Streampixel’s table, with its reasons', () => {
    const { closes } = vendors.streampixel
    const codes = Object.values(closes).map(({ code }) => code)
    expect([...new Set(codes)].toSorted()).toEqual([4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007])
    expect(closes['max-runtime']).toEqual({ code: 4004, reason: 'Maximum Runtime Reached' })
  })

  it('are from 4450 to 4699 for Arcware', () => {
    for (const { code } of Object.values(vendors.arcware.closes)) {
      expect(code).toBeGreaterThanOrEqual(4450)
      expect(code).toBeLessThan(4700)
    }
  })
})

describe.each(vendorNames)('sessions at %s', (vendor) => {
  it.each(['max-runtime', 'afk', 'app-crash', 'resume-refused', 'project-disabled'] as const)(
    'end on %s with the vendor’s close code',
    (fault) => {
      const { streamer, subscriber, inject } = startTestSignalling({ vendor })
      const game = streamer()
      const viewer = subscriber()
      expect(inject(fault)).toEqual(['Player0'])
      expect(viewer.closed).toEqual(vendors[vendor].closes[fault])
      expect(game.all('playerDisconnected')).toHaveLength(1)
    },
  )

  it.each(['app-not-found', 'project-disabled'] as const)('do not begin during %s', (fault) => {
    const { player, inject, events } = startTestSignalling({ vendor })
    inject(fault)
    const viewer = player()
    expect(viewer.closed).toEqual(vendors[vendor].closes[fault])
    expect(viewer.heard).toEqual([])
    expect(events.at(-1)).toMatchObject({ type: 'refused', viewer: 'Player0' })
  })

  it.each(['launch-fails', 'streamer-not-found'] as const)('get no streamer during %s', (fault) => {
    const { streamer, subscriber, inject, actions } = startTestSignalling({ vendor })
    const game = streamer()
    inject(fault)
    expect(subscriber().closed).toEqual(vendors[vendor].closes[fault])
    expect(game.all('playerConnected')).toEqual([])
    actions.run({ type: 'lift', fault })
    expect(subscriber().closed).toBeNull()
  })

  it('end with the vendor’s close code when their streamer is lost', () => {
    const { streamer, subscriber } = startTestSignalling({ vendor })
    const game = streamer()
    const viewer = subscriber()
    game.leave(1006)
    expect(viewer.closed).toEqual(vendors[vendor].closes['streamer-lost'])
  })
})

describe('the signalling server', () => {
  it.each([
    ['app-quits', 1000],
    ['kick', 1011],
    ['server-restart', 1012],
    ['going-away', 1001],
    ['network-drop', 1006],
  ] as const)('ends sessions on %s with %i', (fault, code) => {
    const { streamer, subscriber, inject } = startTestSignalling()
    streamer()
    const viewer = subscriber()
    inject(fault, fault === 'kick' ? { reason: 'Maximum Runtime Reached' } : {})
    expect(viewer.closed).toEqual({ code, reason: fault === 'kick' ? 'Maximum Runtime Reached' : '' })
  })

  it.each([
    [4461, 4461],
    [1000, 1000],
    [1005, null],
    [1006, 1006],
  ])('closes with %i when asked to', (code, seen) => {
    const { player, inject } = startTestSignalling()
    const viewer = player()
    inject('close', { code })
    expect(viewer.closed).toEqual({ code: seen, reason: '' })
  })

  it.each([
    ['overload', 1013],
    ['forbidden', 1008],
  ] as const)('refuses new players during %s, and keeps the others', (fault, code) => {
    const { player, inject, actions } = startTestSignalling()
    const before = player()
    inject(fault)
    expect(player().closed).toEqual({ code, reason: '' })
    expect(before.closed).toBeNull()
    actions.run({ type: 'lift', fault })
    expect(player().closed).toBeNull()
  })

  it('does not tell the streamer about network-drop, and frees its place for others', () => {
    const { streamer, subscriber, inject, signalling } = startTestSignalling()
    const game = streamer()
    subscriber()
    inject('network-drop')
    expect(game.all('playerDisconnected')).toEqual([])
    expect(signalling.state()).toMatchObject({ sockets: 0, streamers: [{ players: [] }] })
    subscriber()
    expect(game.all('playerConnected')).toHaveLength(2)
  })

  it('sends nothing during silent-socket, also to new players, and closes none of them', async () => {
    const { player, inject, actions, clock } = startTestSignalling({ keepaliveMs: 1000 })
    const before = player()
    inject('silent-socket')
    const after = player()
    for (const viewer of [before, after]) viewer.say({ type: 'ping', time: 1 })
    expect(before.all('pong')).toEqual([])
    expect(after.heard).toEqual([])
    await clock.pass(5000)
    expect([before.closed, after.closed]).toEqual([null, null])
    actions.run({ type: 'lift', fault: 'silent-socket' })
    before.say({ type: 'ping', time: 2 })
    expect(before.all('pong')).toEqual([{ type: 'pong', time: 2 }])
  })

  it('sends every malformed frame on malformed, and goes on', () => {
    const { streamer, subscriber, inject } = startTestSignalling()
    streamer()
    const viewer = subscriber()
    inject('malformed')
    expect(viewer.heard.slice(-malformedFrames().length)).toEqual(malformedFrames())
    expect(viewer.closed).toBeNull()
    viewer.say({ type: 'listStreamers' })
    expect(viewer.all('streamerList')).toHaveLength(1)
  })

  it('can hit one viewer only', () => {
    const { player, inject } = startTestSignalling()
    const [first, second] = [player(), player()]
    expect(inject('kick', { reason: 'kicked' }, 'Player1')).toEqual(['Player1'])
    expect([first.closed, second.closed]).toEqual([null, { code: 1011, reason: 'kicked' }])
  })

  it('ends one viewer with any code, and ignores an unknown viewer', () => {
    const { player, actions } = startTestSignalling()
    const viewer = player()
    const end = (id: string) => actions.run({ type: 'end', viewer: id, code: 4506, reason: 'CLIENT_AFK' })
    expect(end('Player7')).toEqual([])
    expect(end('Player0')).toEqual(['Player0'])
    expect(viewer.closed).toEqual({ code: 4506, reason: 'CLIENT_AFK' })
  })
})

describe('no-streamer', () => {
  it('empties the list and fails subscriptions, while running sessions go on', () => {
    const { streamer, subscriber, player, inject, actions } = startTestSignalling({ playersPerStreamer: 0 })
    streamer()
    const running = subscriber()
    inject('no-streamer')
    const viewer = player()
    viewer.say({ type: 'listStreamers' })
    viewer.say({ type: 'subscribe', streamerId: 'Stage' })
    expect(viewer.all('streamerList')).toMatchObject([{ ids: [] }])
    expect(viewer.all('subscribeFailed')).toHaveLength(1)
    expect(running.closed).toBeNull()
    actions.run({ type: 'lift', fault: 'no-streamer' })
    viewer.say({ type: 'listStreamers' })
    expect(viewer.all('streamerList').at(-1)).toMatchObject({ ids: ['Stage'] })
  })
})

describe('full', () => {
  it('fails every subscription without a queue', () => {
    const { streamer, subscriber, inject } = startTestSignalling({ playersPerStreamer: 0 })
    streamer()
    inject('full')
    expect(subscriber().all('subscribeFailed')).toMatchObject([{ message: expect.stringContaining('full') }])
  })

  it('stops the queue until lifted', () => {
    const { streamer, subscriber, inject, actions } = startTestSignalling({ vendor: 'streampixel' })
    const game = streamer()
    inject('full')
    const viewer = subscriber()
    expect(viewer.all('queue')).toHaveLength(1)
    expect(game.all('playerConnected')).toEqual([])
    actions.run({ type: 'lift', fault: 'full' })
    expect(game.all('playerConnected')).toHaveLength(1)
  })

  it('closes waiting and new players on queue-closed', () => {
    const { streamer, subscriber, inject } = startTestSignalling({ vendor: 'streampixel' })
    streamer()
    const [inside, waiting] = [subscriber(), subscriber()]
    inject('queue-closed')
    const refused = { code: 4001, reason: 'Worker Node Unavailable' }
    expect([inside.closed, waiting.closed, subscriber().closed]).toEqual([null, refused, refused])
  })
})
