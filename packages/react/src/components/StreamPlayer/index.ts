export { StreamPlayer, type StreamPlayerProps } from './StreamPlayer.tsx'
