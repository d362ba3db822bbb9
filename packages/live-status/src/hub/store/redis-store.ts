import { developerError } from '@standby/core/source'
import { checkWhole } from '../../check-options.ts'
import * as v from 'valibot'
import { connectionOf, type IoRedisLike, type NodeRedisLike } from './redis-client.ts'
import type { HubStore, StoreEntry } from './store.ts'

export interface RedisStoreOptions {
  /** An `ioredis` client, or a connected `redis` client. Close it yourself, after the hub. */
  readonly client: IoRedisLike | NodeRedisLike
  /** Prefix of every key and channel. Default: `standby:`. */
  readonly prefix?: string
  /** Approximate max entries per stream. Default: 200. */
  readonly entries?: number
  /** How long event ids are remembered to recognise duplicates, ms. Default: two days. Mux retries for one day. */
  readonly rememberMs?: number
  /** How long a stream without new events is kept, ms. Default: 90 days. */
  readonly keepMs?: number
}

const day = 86_400_000

/**
 * Everything in one atomic step: a known id changes nothing. A new id is remembered, its value is appended, and all
 * hubs are notified. With two steps, a process could die in between. Then the id would be known, but the event lost.
 */
const appendScript = `
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[3]) then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'value', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
`

const entries = v.array(v.tuple([v.string(), v.array(v.string())]))

/**
 * Keeps events in Redis (6.2 or newer) or Valkey. For several instances: each one is notified of events that another
 * one received. The Redis configuration decides what survives a crash: with `appendonly yes` and `appendfsync always`,
 * no acknowledged event is lost.
 *
 * ```ts
 * const hub = createHub({ provider, authorize, store: redisStore({ client: new Redis(process.env.REDIS_URL) }) })
 * ```
 */
export function redisStore(options: RedisStoreOptions): HubStore {
  const {
    client,
    prefix = 'standby:',
    entries: maxEntries = 200,
    rememberMs = 2 * day,
    keepMs = 90 * day,
  } = options
  if (typeof client?.duplicate !== 'function')
    throw developerError(
      'redisStore() was called without a client.',
      'The store opens no first connection itself, because it does not know how to reach your Redis.',
      'Pass new Redis(url) of ioredis, or await createClient({ url }).connect() of redis.',
    )
  checkWhole('redisStore', 'entries', maxEntries, {
    why: 'The store would keep nothing, or everything for ever.',
  })
  for (const [option, value] of Object.entries({ rememberMs, keepMs }))
    // Redis adds the time to its clock, and refuses a sum that is too large.
    checkWhole('redisStore', option, value, {
      max: 100 * 365 * day,
      why: 'Redis would refuse every event with such a time.',
    })
  const connection = connectionOf(client)
  const channel = `${prefix}changed`
  // A cluster chooses the node by the part in braces, so both keys of a stream are on the same node.
  const logOf = (stream: string) => `${prefix}log:{${stream}}`
  const stops = new Set<() => void>()

  return {
    async append(stream, id, value) {
      const reply = await connection.command(
        'EVAL',
        appendScript,
        '2',
        logOf(stream),
        `${prefix}id:{${stream}}:${id}`,
        value,
        String(maxEntries),
        String(rememberMs),
        String(keepMs),
        channel,
        stream,
      )
      return Number(reply) === 1
    },
    async read(stream, after): Promise<readonly StoreEntry[]> {
      const from = after === undefined ? '-' : `(${after}`
      const reply = await connection.command('XRANGE', logOf(stream), from, '+')
      return v.parse(entries, reply).map(([position, [, value = '']]) => ({ position, value }))
    },
    watch(changed) {
      const stop = connection.listen(channel, changed, () => changed(null))
      stops.add(stop)
      return () => {
        if (stops.delete(stop)) stop()
      }
    },
    close() {
      for (const stop of stops) stop()
      stops.clear()
      return Promise.resolve()
    },
  }
}
