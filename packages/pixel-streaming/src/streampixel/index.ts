export type { StreampixelSdk } from './sdk.ts'
export { streampixel, type StreampixelOptions } from './streampixel.ts'
export { streampixelIframe, type StreampixelIframeOptions } from './streampixel-iframe.ts'
