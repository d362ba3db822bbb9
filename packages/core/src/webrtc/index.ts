/** Shared by all sources over WebRTC. */
export * from './media-watch.ts'
export * from './media-sink.ts'
export * from './pings.ts'
export * from './send-queue.ts'
