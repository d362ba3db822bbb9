import { describe, expect, it } from 'vitest'
import { readStreamOptions, resolveStreamOptions } from './stream-options.ts'

const freshId = (): string => 'fresh'

describe('stream options', () => {
  it('have defaults for everything', () => {
    expect(resolveStreamOptions(readStreamOptions({}), freshId)).toEqual({
      id: 'fresh',
      container: 'fmp4',
      levels: 1,
      profile: 'mux',
      window: 7,
      live: true,
      dvr: false,
      captions: false,
      signed: false,
      reconnectWindowMs: 60_000,
      platform: 'none',
      warmMs: 14_000,
    })
  })

  it('take the reconnect window from the profile unless it is set', () => {
    const resolve = (options: object): number =>
      resolveStreamOptions(readStreamOptions(options), freshId).reconnectWindowMs
    expect(resolve({ profile: 'nginx-rtmp' })).toBe(30_000)
    expect(resolve({ profile: 'low-latency' })).toBe(0)
    expect(resolve({ profile: 'low-latency', reconnectWindowMs: 5000 })).toBe(5000)
  })

  it('start with a full window, max one minute', () => {
    expect(resolveStreamOptions({ window: 4 }, freshId).warmMs).toBe(8000)
    expect(resolveStreamOptions({ window: 100 }, freshId).warmMs).toBe(60_000)
    expect(resolveStreamOptions({ warmMs: 0 }, freshId).warmMs).toBe(0)
  })

  it.each([
    [{ container: 'mp4' }, /container must be one of: fmp4, ts\./],
    [{ levels: 3 }, /levels must be one of: 1, 2\./],
    [{ levels: '1' }, /levels/],
    [{ profile: 'youtube' }, /profile must be one of: mux, mux-slate, nginx-rtmp, mediamtx, low-latency\./],
    [{ profile: 'toString' }, /profile/],
    [{ window: 2 }, /window must be a whole number from 3 to 100\./],
    [{ window: 7.5 }, /window/],
    [{ window: Number.NaN }, /window/],
    [{ live: 'yes' }, /live must be true or false\./],
    [{ id: '../etc' }, /id must be letters, digits and hyphens/],
    [{ id: '' }, /id/],
    [{ id: 'a'.repeat(41) }, /id/],
    [{ reconnectWindowMs: -1 }, /reconnectWindowMs/],
    [{ reconnectWindowMs: 1_800_001 }, /reconnectWindowMs/],
    [{ colour: 'red' }, /no stream option "colour"/],
    [{ constructor: 1 }, /no stream option "constructor"/],
  ])('refuse %j', (options, message) => {
    expect(() => readStreamOptions(options)).toThrow(message)
  })

  it.each([null, [], 'fmp4', 5])('refuse %j in place of an object', (input) => {
    expect(() => readStreamOptions(input)).toThrow(/must be a JSON object/)
  })
})
