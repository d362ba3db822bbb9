import type Hls from 'hls.js'

export type HlsConstructor = typeof Hls

type Loaded = HlsConstructor | { readonly default: HlsConstructor }

/** hls.js itself, or a function that loads it (from a CDN, another build, a mock). */
export type HlsInput = HlsConstructor | (() => Loaded | Promise<Loaded>)
