import { developerError } from '@standby/core/source'
import { checkWhole } from '../check-options.ts'
import * as v from 'valibot'
import { connectionOf, type IoRedisLike, type NodeRedisLike } from './redis-client.ts'
import type { HubStore, StoreEntry } from './store.ts'

export interface RedisStoreOptions {
  /** A client of `ioredis`, or a connected one of `redis`. It stays yours: close it after the hub. */
  readonly client: IoRedisLike | NodeRedisLike
  /** Before every key and channel. Left out: `standby:`. */
  readonly prefix?: string
  /** About so many entries are kept of one stream. Left out: 200. */
  readonly entries?: number
  /** How long an event that is sent again is known, ms. Left out: two days; Mux tries for one. */
  readonly rememberMs?: number
  /** How long a stream is kept of which nothing is heard, ms. Left out: 90 days. */
  readonly keepMs?: number
}

const day = 86_400_000

/**
 * All or nothing, in one step: known ids are left alone; a new one is remembered, its value is appended, and everybody
 * is told. Between two steps a process may die, and the platform would be told that the event is known, which nobody has.
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
 * In Redis (6.2 or newer) or Valkey: for several instances, which all hear of what one of them took in. How much of what
 * was acknowledged survives a crash of Redis is Redis's to say: `appendonly yes` with `appendfsync always` loses nothing.
 *
 * ```ts
 * const hub = createHub({ provider, authorize, store: redisStore({ client: new Redis(process.env.REDIS_URL) }) })
 * ```
 */
export function redisStore(options: RedisStoreOptions): HubStore {
  const {
    client,
    prefix = 'standby:',
    entries: kept = 200,
    rememberMs = 2 * day,
    keepMs = 90 * day,
  } = options
  if (typeof client?.duplicate !== 'function')
    throw developerError(
      'redisStore() was called without a client.',
      'It opens no connection of its own accord, since how to reach your Redis is yours to say.',
      'Pass new Redis(url) of ioredis, or await createClient({ url }).connect() of redis.',
    )
  checkWhole('redisStore', 'entries', kept, { why: 'It would keep nothing, or everything for ever.' })
  for (const [option, value] of Object.entries({ rememberMs, keepMs }))
    // Redis adds it to its clock, and refuses what does not fit.
    checkWhole('redisStore', option, value, {
      most: 100 * 365 * day,
      why: 'Redis refuses every event with a time like that.',
    })
  const connection = connectionOf(client)
  const channel = `${prefix}changed`
  // In braces is what a cluster chooses the node by: both keys of a stream are on one.
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
        String(kept),
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
