import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assigned, type FakeSocket, fakeSockets, queued, settled } from '../channel/fake-socket.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import { quietMedia } from './quiet-media.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => {
  quietMedia()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

interface Options {
  /** What the gateway does with each request. */
  readonly answer: (socket: FakeSocket) => void
  /** The random number of every draw. 0 gives the shortest delays. */
  readonly chance?: number
  readonly ticket?: () => string
  readonly restart?: 'watch'
  readonly media?: 'plays' | 'fails'
}

/** One viewer at a gateway that answers each socket in the same way. */
function viewer({ answer, chance = 0.5, media = 'plays', ...options }: Options) {
  const environment = manualEnvironment({ random: chance })
  const at: number[] = []
  const waiting: FakeSocket[] = []
  const sockets = fakeSockets((socket) => {
    at.push(environment.now())
    waiting.push(socket)
  })
  const { source, script } = scriptedSource()
  const opened: number[] = []
  const session = createSession({
    source: gateway('wss://play.example.com', {
      app: 'showroom',
      ...(options.ticket && { ticket: options.ticket }),
      media: {
        scripted: () => {
          opened.push(environment.now())
          return source
        },
      },
      WebSocket: sockets.WebSocket,
    }),
    environment,
    afk: false,
    ...(options.restart && { restart: options.restart }),
  })
  ends.push(() => {
    session.destroy()
    environment.advance(20_000)
  })
  session.start()
  const play = () => {
    for (const connection of script.connections.filter(({ closed }) => !closed))
      if (media === 'plays')
        connection.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
      else connection.emit({ type: 'closed', code: 1006, cause: 'network' })
  }
  return {
    session,
    sockets,
    media: script,
    opened,
    /** Lets `ms` pass. Returns how many sockets and media connections were opened. */
    async passes(ms: number) {
      const before = [at.length, opened.length] as const
      for (let left = ms; left > 0; left -= 50) {
        await settled()
        for (const socket of waiting.splice(0)) {
          socket.accept()
          answer(socket)
        }
        play()
        environment.advance(50)
        for (const socket of sockets.open) socket.say({ type: 'ping', id: 1 })
      }
      await settled()
      return { sockets: at.length - before[0], media: opened.length - before[1] }
    },
  }
}

/** The max number of sockets and media connections that one viewer opens in a minute, over three minutes. */
async function minutes(options: Options) {
  const t = viewer(options)
  const counts = []
  for (let minute = 0; minute < 3; minute++) counts.push(await t.passes(60_000))
  return {
    ...t,
    sockets: Math.max(...counts.map(({ sockets }) => sockets)),
    media: Math.max(...counts.map(({ media }) => media)),
  }
}

describe('a gateway that sends viewers away at once', () => {
  const answers: readonly (readonly [string, Options['answer']])[] = [
    ['drains after each assignment', (s) => s.say(assigned(), { type: 'draining', withinMs: 0 })],
    [
      'sends 900 draining messages',
      (s) => {
        s.say(assigned())
        for (let i = 0; i < 900; i++) s.say({ type: 'draining', withinMs: 0 })
      },
    ],
    [
      'drains in the queue',
      (s) => s.say(queued(1, { resumeToken: 'place' }), { type: 'draining', withinMs: 0 }),
    ],
    ['restarts after each place in the queue', (s) => s.say(queued(1, { resumeToken: 'place' })).drop(1012)],
    ['knows no token', (s) => s.drop(4007)],
  ]

  it.each(answers)('%s: gets max 12 sockets a minute from one viewer', async (_, answer) => {
    expect((await minutes({ answer })).sockets).toBeLessThanOrEqual(12)
  })

  it.each(answers)('%s: gets max 45 sockets a minute with the shortest delays', async (_, answer) => {
    expect((await minutes({ answer, chance: 0 })).sockets).toBeLessThanOrEqual(45)
  })

  it.each([
    [0.5, 18],
    [0, 90],
  ])(
    'restarts after each assignment: with the random number %d gets max %i sockets a minute',
    async (chance, max) => {
      const t = await minutes({ answer: (s) => s.say(assigned()).drop(1012), chance })
      expect(t.sockets).toBeLessThanOrEqual(max)
      expect(t.opened).toHaveLength(1)
    },
  )

  it('does not interrupt the media of a viewer', async () => {
    const t = viewer({ answer: (s) => s.say(assigned(), { type: 'draining', withinMs: 0 }) })
    await t.passes(60_000)
    expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'connected' })
    expect(t.opened).toHaveLength(1)
  })
})

describe('a rolling deploy', () => {
  it('moves a viewer once within its time, also when the next deploy follows soon', async () => {
    const t = viewer({ answer: (s) => s.say(assigned()), chance: 0.999 })
    await t.passes(1000)
    for (let deploy = 0; deploy < 5; deploy++) {
      t.sockets.last.say({ type: 'draining', withinMs: 5000 })
      expect(await t.passes(5050)).toEqual({ sockets: 1, media: 0 })
      expect(t.sockets.open).toHaveLength(1)
      expect(await t.passes(20_000)).toEqual({ sockets: 0, media: 0 })
    }
    expect(t.session.getState().status).toBe('streaming')
  })
})

describe('a gateway that assigns workers without a pause', () => {
  const flood = (s: FakeSocket) => {
    for (let i = 0; i < 900; i++) s.say(assigned(`worker-${i}`))
  }

  it('leads to three media connections at once', async () => {
    const t = viewer({ answer: flood })
    expect((await t.passes(1000)).media).toBe(3)
    expect(t.media.connections.filter(({ closed }) => !closed)).toHaveLength(0)
  })

  it.each<[string, Options['answer']]>([
    ['new ones', flood],
    [
      'the same one, with the queue in between',
      (s) => {
        for (let i = 0; i < 450; i++) s.say(queued(1), assigned())
      },
    ],
  ])('%s: leads to max nine media connections a minute', async (_, answer) => {
    const t = await minutes({ answer })
    expect(t.media).toBeLessThanOrEqual(9)
    expect(t.media).toBeGreaterThanOrEqual(1)
  })

  it('with media that fails at once leads to max 12 media connections a minute', async () => {
    expect((await minutes({ answer: (s) => s.say(assigned()), media: 'fails' })).media).toBeLessThanOrEqual(
      12,
    )
  })
})

describe('a ticket that is refused after a place was given', () => {
  it('is renewed once, and then the session fails', async () => {
    let asked = 0
    const t = await minutes({
      answer: (s) => s.say(queued(1)).drop(1008, 'ticket-refused'),
      ticket: () => `ticket-${++asked}`,
    })
    expect(asked).toBe(2)
    expect(t.session.getState().end).toMatchObject({ code: 1008, cause: 'forbidden' })
  })
})

describe('a session that waits for the restart of a broadcast', () => {
  it('opens max 12 sockets a minute when the broadcast ends at each request', async () => {
    expect(
      (await minutes({ answer: (s) => s.drop(1000, 'ended'), restart: 'watch' })).sockets,
    ).toBeLessThanOrEqual(12)
  })
})
