import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { connect } from '../connection/connect.fixture.ts'
import { assigned, settled } from './fake-socket.fixture.ts'
import { serverMessages } from '../protocol/server-messages.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
const report = vi.fn<(error: unknown) => void>()
vi.stubGlobal('reportError', report)
afterAll(() => vi.unstubAllGlobals())

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The heap in use, bytes. One collection may make more garbage collectable, so it runs three times. */
const heapInUse = (): number => {
  for (let round = 0; round < 3; round++) collect()
  return process.memoryUsage().heapUsed
}

const total = 100_000
/** How often each frame is sent. Generating frames takes longer than reading them. */
const times = 10
const types = Object.keys(serverMessages)

/** Values that may break a parser. */
const hostile = fc.constantFrom<unknown>(
  null,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  '',
  '__proto__',
  'constructor',
  '<img src=x onerror=alert(1)>',
  '\u202e\0\ud800',
  [],
  {},
  [[[[]]]],
  { type: 'queued' },
  { __proto__: null, toString: 1 },
  'a'.repeat(5000),
  Date.UTC(2030, 0),
)
const field = fc.constantFrom(
  'position',
  'length',
  'etaMs',
  'offer',
  'expiresInMs',
  'worker',
  'media',
  'resumeToken',
  'remainingMs',
  'text',
  'data',
  'withinMs',
  'heartbeatMs',
  'id',
  'retryAfterMs',
)

/** Messages of every known type, with fields that are mostly invalid. */
const malformed = fc
  .tuple(fc.constantFrom(...types), fc.dictionary(field, hostile, { maxKeys: 4 }))
  .map(([type, fields]) => JSON.stringify({ ...fields, type }))

/** Valid messages at the wrong time: offers and notices to a viewer who streams, answers without a request. */
const outOfOrder = fc
  .constantFrom<object>(
    { type: 'welcome', heartbeatMs: 10_000 },
    { type: 'offered', offer: 'o', expiresInMs: 0 },
    { type: 'pong', id: 999 },
    { type: 'ping', id: 0 },
    { type: 'limit', remainingMs: 86_400_000 },
    { type: 'afk', remainingMs: null },
    { type: 'notice', text: '<script>alert(1)</script>' },
    { type: 'message', data: { __proto__: { polluted: true } } },
    { type: 'closing' },
  )
  .map((message) => JSON.stringify(message))

const oversized = fc
  .constantFrom(65_537, 131_072)
  .map((size) => `{"type":"notice","text":"${'a'.repeat(size)}"}`)

const frame: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 120, arbitrary: malformed },
  { weight: 60, arbitrary: outOfOrder },
  { weight: 40, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
  { weight: 40, arbitrary: fc.json({ maxDepth: 4 }) },
  { weight: 20, arbitrary: fc.string({ maxLength: 20 }).map((type) => JSON.stringify({ type })) },
  { weight: 20, arbitrary: fc.constantFrom<unknown>(new ArrayBuffer(16), undefined, null, 7, {}) },
  { weight: 1, arbitrary: oversized },
  {
    weight: 1,
    arbitrary: fc.constant(`{"type":"message","data":${'['.repeat(2000)}${']'.repeat(2000)}}`),
  },
)

describe(`${total} invalid frames`, () => {
  it('throw nothing, warn once per kind, leave nothing behind, and do not end the session', async () => {
    const t = await connect()
    const socket = t.sockets.last
    socket.accept().say({ type: 'welcome', heartbeatMs: 10_000 }, assigned())
    t.media.emit({ type: 'progress', step: 'first-frame' })

    const seed = Number(process.env['FUZZ_SEED'] ?? 20_301)
    // Frames are generated in portions. All at once they would dominate the memory.
    const portion = 500
    const listeners = t.environment.listeners
    const heap: number[] = []
    for (let done = 0; done < total; done += portion * times) {
      const frames = fc.sample(frame, { numRuns: portion, seed: seed + done })
      for (let time = 0; time < times; time++)
        for (const data of frames) {
          socket.frame(data)
          // Below the rate limit.
          t.environment.advance(6)
        }
      // Records of the test are not memory of the client.
      ;(t.link.events as unknown[]).length = 0
      socket.frames.length = 0
      expect(t.environment.timers).toBeLessThanOrEqual(2)
      heap.push(heapInUse())
    }

    expect(t.environment.listeners).toBe(listeners)
    expect(report).not.toHaveBeenCalled()
    const warnings = warn.mock.calls.map(([text]) => String(text))
    expect(new Set(warnings).size).toBe(warnings.length)
    const kinds = warnings.map((text) => text.replace(/with a ".*?" that/, '').replace(/type ".*"/, 'type'))
    expect(new Set(kinds).size).toBe(kinds.length)
    expect(warnings.length).toBeLessThanOrEqual(types.length + 7)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()

    socket.say({ type: 'notice', text: 'still here' })
    expect(t.link.events).toEqual([{ type: 'notice', text: 'still here' }])
    expect(t.media.last.closed).toBeNull()
    expect(t.sockets.open).toHaveLength(1)

    // A leaked frame would be 100 bytes or more. The first portions are left out: they load and compile code.
    const warm = heap.slice(heap.length / 2)
    const growth = (warm.at(-1) ?? NaN) - (warm[0] ?? NaN)
    expect(growth / ((warm.length - 1) * portion * times)).toBeLessThan(20)
    t.end()
    expect(t.environment.timers).toBe(0)
  }, 60_000)
})

describe('messages of the protocol in any order', () => {
  const inForm = fc.constantFrom<object>(
    { type: 'queued', position: 3, resumeToken: 'place' },
    { type: 'queued', position: 1 },
    { type: 'offered', offer: 'o', expiresInMs: 1000 },
    assigned('worker-1'),
    assigned('worker-2'),
    { type: 'draining', withinMs: 500 },
    { type: 'closing', retryAfterMs: 100 },
    { type: 'limit', remainingMs: null },
    { type: 'welcome', heartbeatMs: 1000 },
    { type: 'ping', id: 1 },
  )

  it('lead to max one media connection and two sockets, and none after the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(inForm, fc.constant(null)), { maxLength: 40 }), async (messages) => {
        const t = await connect()
        t.sockets.last.accept()
        for (const message of messages) {
          // `null`: a second passes, and the server accepts every new socket.
          if (message) for (const socket of t.sockets.open) socket.frame(JSON.stringify(message))
          else {
            t.environment.advance(1000)
            await settled()
            for (const socket of t.sockets.open) if (socket.readyState === 0) socket.accept()
          }
          expect(t.sockets.open.length).toBeLessThanOrEqual(2)
          expect(t.media.connections.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(1)
        }
        t.end()
        expect(t.sockets.open).toEqual([])
        // A separate socket may release the place. It waits 20 s for the answer.
        await settled()
        t.environment.advance(20_000)
        expect(t.sockets.open).toEqual([])
        expect(t.media.connections.every(({ closed }) => closed !== null)).toBe(true)
        expect(t.environment.timers + t.environment.listeners).toBe(0)
        expect(t.link.lateEvents).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
