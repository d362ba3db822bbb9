export type { StreampixelSdk } from './sdk.ts'
export type { StreampixelOptions } from './options.ts'
export { streampixel } from './streampixel.ts'
export { streampixelIframe, type StreampixelIframeOptions } from './streampixel-iframe.ts'
