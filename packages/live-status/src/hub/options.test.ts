import { describe, expect, it } from 'vitest'
import { liveStatus } from '../client/live-status.ts'
import { fastpix } from '../webhooks/fastpix.ts'
import { mux } from '../webhooks/mux.ts'
import { createHub } from './hub.ts'
import { memoryStore } from './store/memory-store.ts'
import { redisStore } from './store/redis-store.ts'

const hub = (options: Record<string, unknown>) => () =>
  createHub({ provider: mux({ secret: 's' }), authorize: () => true, ...options } as never)
const memory = (options: object) => () => memoryStore(options as never)
const client = { duplicate() {}, sendCommand() {}, on() {} }
const redis = (options: object) => () => redisStore({ client, ...options } as never)
const muxOf = (options: object) => () => mux({ secret: 's', ...options } as never)
const fastpixOf = (options: object) => () => fastpix({ secret: 's', ...options } as never)
const status =
  (url: unknown, options: unknown = {}) =>
  () =>
    liveStatus(url as never, options as never)

/** Values that are no valid count. */
const noCount = [0, -1, 1.5, NaN, Infinity, '5', null]
const cases: [string, () => unknown][] = [
  ...['viewers', 'viewersPerClient', 'queued'].flatMap((option) =>
    noCount.map((value): [string, () => unknown] => [
      `limits.${option}`,
      hub({ limits: { [option]: value } }),
    ]),
  ),
  ...['limits', 'trustedProxy'].flatMap((option) =>
    [null, true, 'x'].map((value): [string, () => unknown] => [option, hub({ [option]: value })]),
  ),
  ...[...noCount, 999, 60_001].map((value): [string, () => unknown] => [
    'heartbeatMs',
    hub({ heartbeatMs: value }),
  ]),
  ...[-1, NaN, Infinity, 1_800_001, '60'].map((value): [string, () => unknown] => [
    'reconnectWindowMs',
    hub({ reconnectWindowMs: value }),
  ]),
  ...noCount.map((value): [string, () => unknown] => [
    'trustedProxy.hops',
    hub({ trustedProxy: { hops: value } }),
  ]),
  ...['', 'a b', 7].map((value): [string, () => unknown] => [
    'trustedProxy.header',
    hub({ trustedProxy: { header: value } }),
  ]),
  ...['src', 'clientOf', 'onEvent', 'onError'].map((option): [string, () => unknown] => [
    option,
    hub({ [option]: 'yes' }),
  ]),
  ['store', hub({ store: {} })],
  ...['https://www.example.com', ['https://www.example.com/'], ['www.example.com'], ['*'], [null], {}].map(
    (value): [string, () => unknown] => ['origins', hub({ origins: value })],
  ),
  ...['entries', 'streams', 'ids'].flatMap((option) =>
    noCount.map((value): [string, () => unknown] => [option, memory({ [option]: value })]),
  ),
  ...['entries', 'rememberMs', 'keepMs'].flatMap((option) =>
    noCount.map((value): [string, () => unknown] => [option, redis({ [option]: value })]),
  ),
  ['keepMs', redis({ keepMs: 1e15 })],
  ['toleranceSeconds', muxOf({ toleranceSeconds: NaN })],
  ['toleranceSeconds', muxOf({ toleranceSeconds: Infinity })],
  ['toleranceSeconds', muxOf({ toleranceSeconds: 0 })],
  ['now', muxOf({ now: 5 })],
  ['now', fastpixOf({ now: 5 })],
  ['url', status(undefined)],
  ['url', status('')],
  ['url', status(7)],
  ['src', status('/status', { src: 'https://x' })],
  ['EventSource', status('/status', { EventSource: {} })],
]

describe('the check of options', () => {
  it.each(cases)('refuses a wrong `%s` with what happened, why and how to fix it (%#)', (option, call) => {
    expect(call).toThrow(/^Standby: \w+\(\) was called with.*\. \S.*\. \S.*\.$/s)
    expect(call).toThrow(option)
  })

  it('accepts valid options', () => {
    const options = {
      heartbeatMs: 1000,
      reconnectWindowMs: 0,
      limits: { viewers: 1, viewersPerClient: 1, queued: 1 },
      trustedProxy: { hops: 2, header: 'cf-connecting-ip' },
      origins: ['https://www.example.com', 'http://localhost:3000'],
      store: memoryStore({ entries: 1, streams: 1, ids: 1 }),
    }
    expect(hub(options)).not.toThrow()
    expect(hub({ heartbeatMs: 60_000, origins: [] })).not.toThrow()
    expect(redis({ entries: 1, rememberMs: 1, keepMs: 1 })).not.toThrow()
    expect(muxOf({ toleranceSeconds: 1 })).not.toThrow()
    expect(status(() => '/status', { src: () => undefined })).not.toThrow()
  })

  it('shows no value that may be a secret', () => {
    expect(hub({ onEvent: 'hunter2' })).toThrow('`onEvent` of the type string')
    expect(hub({ onEvent: 'hunter2' })).not.toThrow('hunter2')
  })
})
