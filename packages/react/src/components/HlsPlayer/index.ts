export { HlsPlayer, type HlsPlayerProps } from './HlsPlayer.tsx'
