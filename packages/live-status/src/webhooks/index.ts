export { fastpix, type FastPixOptions } from './fastpix.ts'
export { type LatencyMode, type LiveEvent, type LiveEventName, liveEventNames } from './live-event.ts'
export { mux, type MuxOptions } from './mux.ts'
export type { WebhookProvider, WebhookReading } from './provider.ts'
