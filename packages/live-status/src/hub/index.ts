export type { TrustedProxy } from './client-address.ts'
export { createHub, type Hub } from './hub.ts'
export { memoryStore, type MemoryStoreOptions } from './memory-store.ts'
export {
  fastifyHandler,
  type FastifyReplyLike,
  type FastifyRequestLike,
  nodeHandler,
  type NodeRequest,
  type NodeResponse,
  type WebHandler,
} from './node-handler.ts'
export type { BroadcastAsset, HubOptions } from './options.ts'
export { redisStore, type RedisStoreOptions } from './redis-store.ts'
export type { IoRedisLike, NodeRedisLike } from './redis-client.ts'
export type { HubStore, StoreEntry } from './store.ts'
export type { BeatMessage, StatusMessage, WireStatus } from '../wire.ts'
