export { hls } from './hls.ts'
export type { HlsOptions } from './options.ts'
export type { HlsConstructor, HlsInput } from './load-hls.ts'
