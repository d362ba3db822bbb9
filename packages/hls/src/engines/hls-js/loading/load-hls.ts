import type { HlsConstructor, HlsInput } from '../hls-input.ts'
import type { HlsPlayer } from '../hls-player.ts'

/** hls.js and the player that uses it. */
export interface Engine {
  readonly Hls: HlsConstructor
  readonly HlsPlayer: typeof HlsPlayer
}

/**
 * Loads hls.js. The light build is a third smaller than the full one. It has no captions and no alternate audio.
 */
export async function loadEngine(input: HlsInput | undefined, full: boolean): Promise<Engine> {
  if (input) {
    const [Hls, { HlsPlayer }] = await Promise.all([given(input), import('../hls-player.ts')])
    return { Hls, HlsPlayer }
  }
  // One import for both hls.js and the player. Bundlers request a module with dependencies at once, but a single module
  // only when the page is idle, which is after React has rendered.
  return full ? import('./full-engine.ts') : import('./light-engine.ts')
}

async function given(input: HlsInput): Promise<HlsConstructor> {
  const loaded = 'isSupported' in input ? input : await input()
  return 'default' in loaded ? loaded.default : loaded
}
