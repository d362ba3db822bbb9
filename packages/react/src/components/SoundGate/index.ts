export { Root, type SoundGateState } from './parts.tsx'
