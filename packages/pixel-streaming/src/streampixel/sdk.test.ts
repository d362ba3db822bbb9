import { describe, expect, it, vi } from 'vitest'
import { codeOfWords, sdkCodes } from './codes.ts'
import { readCountdown, readPlace, readReconnect, readSdk } from './sdk.ts'

describe('the result of the SDK', () => {
  it.each([
    [null, 'refused'],
    [undefined, 'refused'],
    [false, 'refused'],
    [[], 'unsupported'],
    [[{ error: 'codec' }], 'unsupported'],
    [{}, 'already-initialised'],
    [{ pixelStreaming: null }, 'already-initialised'],
  ])('%j is read as %s', (result, meaning) => expect(readSdk(result)).toBe(meaning))

  it('may lack everything except the player', () => {
    const app = readSdk({ pixelStreaming: { a: 1 } })
    expect(app).toEqual({ player: { a: 1 }, element: null, onQueue: null, onReconnect: null })
  })

  it('is subscribed to with its own functions', () => {
    const queueHandler = vi.fn()
    const on = vi.fn()
    const app = readSdk({ pixelStreaming: {}, queueHandler, reconnectStream: { on } })
    if (typeof app == 'string') throw new Error(app)
    const listener = () => {}
    app.onQueue?.(listener)
    app.onReconnect?.(listener)
    expect(queueHandler).toHaveBeenCalledWith(listener)
    expect(on).toHaveBeenCalledWith('state', listener)
  })
})

it.each([
  [{ position: 3, message: 'You are in Queue' }, 3],
  [{ position: 0 }, null],
  [{ position: -1 }, null],
  [{ position: Number.NaN }, null],
  [{ position: '3' }, null],
  [{}, null],
  [null, null],
])('reads the place %j as %j', (place, position) => expect(readPlace(place)).toBe(position))

it.each([
  [{ countDown: 8 }, 8000],
  // The value of the first warning.
  [{ countDown: 0 }, 10_000],
  [{ countDown: -5 }, 10_000],
  [{ countDown: 1e9 }, 10_000],
  [{}, 10_000],
  [undefined, 10_000],
])('reads the countdown %j as %d ms', (data, ms) => expect(readCountdown(data)).toBe(ms))

it.each([
  [
    { status: 'failed', code: 4007, reason: 'x' },
    { status: 'failed', code: 4007, reason: 'x' },
  ],
  [{ status: 7 }, { status: '', code: null, reason: undefined }],
  [null, { status: '', code: null, reason: undefined }],
])('reads the reconnect state %j', (state, read) => expect(readReconnect(state)).toEqual(read))

it.each([
  ['Project Inactive', 4000],
  ['Not Available', 4001],
  ['Worker Node Unavailable', 4001],
  ['Application Not Found', 4002],
  ['Application Error', 4003],
  ['Maximum Runtime Reached', 4004],
  ['No streamer connected', 4005],
  ['You are in Queue', null],
  ['constructor', null],
  [undefined, null],
])('reads the reason %j as the code %j', (words, code) => expect(codeOfWords(words)).toBe(code))

it('retries no code automatically, because the SDK refuses a second initialisation', () => {
  for (const code of [1005, 1006, 4005, 4007])
    expect(sdkCodes[code]).toEqual({ retry: false, recovery: 'reload-page' })
})
