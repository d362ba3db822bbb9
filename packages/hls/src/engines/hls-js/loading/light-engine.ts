// @ts-expect-error the light build is published without types; those of the full build apply
import Light from 'hls.js/light'
import type { HlsConstructor } from '../hls-input.ts'

export { HlsPlayer } from '../hls-player.ts'
/** hls.js without captions and alternate audio: a third smaller. */
export const Hls: HlsConstructor = Light
