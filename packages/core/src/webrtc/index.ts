/** Shared by all sources over WebRTC. */
export { mediaLosses, MediaWatch, type WatchHost } from './media-watch.ts'
export { MediaSink } from './media-sink.ts'
export { type PingRecord, Pings } from './pings.ts'
export { SendQueue } from './send-queue.ts'
