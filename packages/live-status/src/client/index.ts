export { type EventSourceLike, liveStatus, type LiveStatusOptions } from './live-status.ts'
export type { AssetAddress } from './local-status.ts'
