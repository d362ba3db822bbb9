// A hub in a separate process, as a user would run it: with `node:http` and Redis. Sends its port to the parent
// process, and ends with it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { mux } from '../webhooks/mux.ts'
import { createHub } from './hub.ts'
import { nodeHandler } from './http/node-handler.ts'
import { redisStore } from './store/redis-store.ts'

const [library = '', url = '', secret = ''] = process.argv.slice(2)

const clients = {
  ioredis: () => Promise.resolve(new Redis(url, { retryStrategy: () => 100 })),
  redis: () => createClient({ url, socket: { reconnectStrategy: 100 } }).connect(),
}
const client = await clients[library as keyof typeof clients]()
client.on('error', () => {})

const hub = createHub({
  provider: mux({ secret }),
  authorize: () => true,
  store: redisStore({ client }),
  heartbeatMs: 1000,
  // The tests stop Redis on purpose.
  onError: () => {},
})
const server = createServer(
  nodeHandler((request) => {
    const { pathname } = new URL(request.url)
    return pathname === '/webhook' ? hub.receive(request) : hub.subscribe(request, pathname.slice(1))
  }),
)
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
