// The server of the guides. Prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mux } from '../webhooks/mux.ts'
import { createHub } from './hub.ts'
import { nodeHandler } from './http/node-handler.ts'

const hub = createHub({ provider: mux({ secret: process.argv[2] ?? '' }), authorize: () => true })
const server = createServer(nodeHandler((request) => hub.subscribe(request, 'stream-1')))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

process.once('SIGTERM', () => {
  server.close()
  void hub.close()
})
