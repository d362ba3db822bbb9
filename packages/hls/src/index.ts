export { hls } from './hls.ts'
export type { HlsOptions } from './options.ts'
export type { HlsConstructor, HlsInput } from './engines/hls-js/hls-input.ts'
