import { loadEngine } from './hls-js/loading/load-hls.ts'
import { hasMediaSource } from './media-source.ts'
import { type HlsOptions, needsFullBuild } from '../options.ts'

/** Fetches the engine that a connection will use, unless the caller brings their own hls.js. */
export function preloadEngine(options: HlsOptions): void {
  if (options.hls || !hasMediaSource()) return
  // The connection loads it again, and reports the failure.
  loadEngine(undefined, needsFullBuild(options)).catch(() => {})
}
