export type { TrustedProxy } from './http/client-address.ts'
export { createHub, type Hub } from './hub.ts'
export { memoryStore, type MemoryStoreOptions } from './store/memory-store.ts'
export {
  fastifyHandler,
  type FastifyReplyLike,
  type FastifyRequestLike,
  nodeHandler,
  type NodeRequest,
  type NodeResponse,
  type WebHandler,
} from './http/node-handler.ts'
export type { BroadcastAsset, HubOptions } from './options.ts'
export { redisStore, type RedisStoreOptions } from './store/redis-store.ts'
export type { IoRedisLike, NodeRedisLike } from './store/redis-client.ts'
export type { HubStore, StoreEntry } from './store/store.ts'
export type { BeatMessage, StatusMessage, WireStatus } from '../wire.ts'
