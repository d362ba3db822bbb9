export { HlsPlayer } from '../hls-player.ts'
export { default as Hls } from 'hls.js'
