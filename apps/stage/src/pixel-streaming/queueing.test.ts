import { describe, expect, it } from 'vitest'
import { startTestSignalling, type TestPeer } from './signalling/signalling.fixture.ts'

const indexes = (viewer: TestPeer): unknown[] =>
  viewer.all('queue').map(({ queue }) => (queue as { index: number }).index)

describe('the queue message of Arcware', () => {
  it('has the index from 0, the length, and the estimated wait', async () => {
    const { streamer, subscriber, clock } = startTestSignalling({
      vendor: 'arcware',
      expectedSessionMs: 60_000,
    })
    streamer()
    subscriber()
    await clock.pass(10_000)
    const [second, third] = [subscriber(), subscriber()]
    expect(second.heard.slice(1)).toEqual([
      { type: 'sessionId', sessionId: 'Player1' },
      {
        type: 'queue',
        queue: {
          index: 0,
          queueLength: 1,
          waited: 0,
          estimatedWaitTime: 50,
          averageWaitTime: null,
          valueType: 'seconds',
        },
      },
    ])
    expect(third.all('queue')).toMatchObject([{ queue: { index: 1, estimatedWaitTime: 110 } }])
    await clock.pass(2000)
    expect(second.all('queue').at(-1)).toMatchObject({ queue: { queueLength: 2, index: 0 } })
  })

  it.each([
    ['milliseconds', 60_000],
    ['minutes', 1],
    ['hours', 1 / 60],
  ] as const)('gives times in %s on request', (queueUnit, estimatedWaitTime) => {
    const { streamer, subscriber } = startTestSignalling({
      vendor: 'arcware',
      expectedSessionMs: 60_000,
      queueUnit,
    })
    streamer()
    subscriber()
    expect(subscriber().all('queue')).toMatchObject([{ queue: { estimatedWaitTime, valueType: queueUnit } }])
  })

  it('has no estimate without an expected session length', () => {
    const { streamer, subscriber } = startTestSignalling({ vendor: 'arcware' })
    streamer()
    subscriber()
    expect(subscriber().all('queue')).toMatchObject([{ queue: { estimatedWaitTime: null } }])
  })
})

describe('the queue message of Streampixel', () => {
  it('has the position from 1', () => {
    const { streamer, subscriber } = startTestSignalling({ vendor: 'streampixel' })
    streamer()
    subscriber()
    expect(subscriber().all('queue')).toEqual([{ type: 'queue', position: 1, message: 'You are in Queue' }])
  })
})

describe('a queue', () => {
  it('lists one application for any number of streamers', () => {
    const { streamer, player } = startTestSignalling({ vendor: 'arcware' })
    const viewer = player()
    viewer.say({ type: 'listStreamers' })
    streamer()
    streamer()
    viewer.say({ type: 'listStreamers' })
    expect(viewer.all('streamerList')).toMatchObject([{ ids: ['Stage'] }, { ids: ['Stage'] }])
  })

  it('moves up, and connects its first player on the same socket', async () => {
    const { streamer, subscriber, clock } = startTestSignalling({ vendor: 'arcware' })
    const game = streamer()
    const [first, second, third] = [subscriber(), subscriber(), subscriber()]
    first.leave()
    expect(game.all('playerConnected').at(-1)).toMatchObject({ playerId: 'Player1' })
    await clock.pass(2000)
    expect([second, third].map(indexes)).toEqual([[0], [1, 0]])
    game.say({ type: 'offer', sdp: 'v=0', playerId: 'Player1' })
    expect(second.all('offer')).toHaveLength(1)
  })

  it('sends updates max once per `updateMs`', async () => {
    const { streamer, subscriber, clock } = startTestSignalling({ vendor: 'arcware', updateMs: 1000 })
    streamer()
    subscriber()
    const last = Array.from({ length: 20 }, () => subscriber()).at(-1)!
    await clock.pass(0)
    const before = last.all('queue').length
    const more = Array.from({ length: 10 }, () => subscriber())
    for (const each of more) each.leave()
    await clock.pass(1000)
    expect(last.all('queue').length - before).toBe(1)
  })

  it('gives a new streamer to the player that has waited longest', () => {
    const { streamer, subscriber } = startTestSignalling({ vendor: 'streampixel' })
    const [first] = [subscriber(), subscriber()]
    const game = streamer()
    expect(game.all('playerConnected')).toMatchObject([{ playerId: 'Player0' }])
    expect(first.all('queue')).toHaveLength(1)
  })

  it('drops a player that unsubscribes or disconnects', async () => {
    const { streamer, subscriber, clock, signalling } = startTestSignalling({ vendor: 'arcware' })
    streamer()
    subscriber()
    const [second, third, fourth] = [subscriber(), subscriber(), subscriber()]
    second.say({ type: 'unsubscribe' })
    third.leave()
    await clock.pass(2000)
    expect(indexes(fourth).at(-1)).toBe(0)
    expect(signalling.state()).toMatchObject({ queue: 1, sessions: 1 })
  })

  it('ends a session at its max runtime; the player then queues behind the others', async () => {
    const { streamer, subscriber, clock } = startTestSignalling({ vendor: 'streampixel', maxRuntimeMs: 4000 })
    const game = streamer()
    const [first, second] = [subscriber(), subscriber()]
    await clock.pass(4000)
    expect(first.closed).toEqual({ code: 4004, reason: 'Maximum Runtime Reached' })
    expect(game.all('playerConnected').at(-1)).toMatchObject({ playerId: 'Player1' })
    const again = subscriber()
    expect(again.all('queue')).toMatchObject([{ position: 1 }])
    await clock.pass(4000)
    expect(second.closed).toMatchObject({ code: 4004 })
    expect(game.all('playerConnected').at(-1)).toMatchObject({ playerId: 'Player2' })
  })
})

describe('simulated viewers', () => {
  it('queue before a real viewer', async () => {
    const { streamer, subscriber, actions, clock } = startTestSignalling({ vendor: 'arcware' })
    const game = streamer()
    expect(actions.run({ type: 'add-viewers', count: 4, stayMs: 5000 })).toHaveLength(4)
    const viewer = subscriber()
    expect(indexes(viewer)).toEqual([3])
    await clock.pass(20_000)
    expect([...new Set(indexes(viewer))]).toEqual([3, 2, 1, 0])
    expect(game.all('playerConnected')).toMatchObject([{ playerId: 'Player4' }])
  })

  it('stay without `stayMs`, and leave newest first', () => {
    const { streamer, actions, signalling } = startTestSignalling({ vendor: 'arcware' })
    streamer()
    actions.run({ type: 'add-viewers', count: 3, stayMs: 0 })
    expect(actions.run({ type: 'remove-viewers', count: 1 })).toEqual(['Player2'])
    expect(signalling.state()).toMatchObject({ queue: 1, sessions: 1, sockets: 0 })
    actions.run({ type: 'remove-viewers', count: 100 })
    expect(signalling.players()).toEqual([])
  })

  it('leave at once without a queue and without room', () => {
    const { streamer, actions, signalling } = startTestSignalling()
    streamer()
    expect(actions.run({ type: 'add-viewers', count: 3, stayMs: 0 })).toEqual(['Player0'])
    expect(signalling.players()).toHaveLength(1)
  })
})
