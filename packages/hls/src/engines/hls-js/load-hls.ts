import type { HlsConstructor, HlsInput } from './hls-input.ts'
import type { HlsPlayer } from './hls-player.ts'

/** hls.js and what drives it. */
export interface Engine {
  readonly Hls: HlsConstructor
  readonly HlsPlayer: typeof HlsPlayer
}

/**
 * Loads hls.js, once it is needed and not before. The light build is a third smaller and plays a stream without
 * captions and alternate audio.
 */
export async function loadEngine(input: HlsInput | undefined, full: boolean): Promise<Engine> {
  if (input) {
    const [Hls, { HlsPlayer }] = await Promise.all([given(input), import('./hls-player.ts')])
    return { Hls, HlsPlayer }
  }
  // One import for both. Bundlers ask at once for a module that needs others, and for a single one only when the page
  // next has a moment, which is after React has rendered.
  return full ? import('./full-engine.ts') : import('./light-engine.ts')
}

async function given(input: HlsInput): Promise<HlsConstructor> {
  const loaded = 'isSupported' in input ? input : await input()
  return 'default' in loaded ? loaded.default : loaded
}
