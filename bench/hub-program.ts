// A hub in its own process, for `status-viewers.ts`. It sends its port, then its memory use for every message it gets.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHub, nodeHandler } from '@standby/live-status/hub'
import { mux } from '@standby/live-status/webhooks'

const hub = createHub({ provider: mux({ secret: process.argv[2] ?? '' }), authorize: () => true })
const server = createServer(
  nodeHandler((request) =>
    request.method === 'POST' ? hub.receive(request) : hub.subscribe(request, 'stream-1'),
  ),
)
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.((server.address() as AddressInfo).port),
)
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({
    viewers: hub.viewers,
    rss: process.memoryUsage.rss(),
    heap: process.memoryUsage().heapUsed,
  })
})
process.once('disconnect', () => process.exit())
