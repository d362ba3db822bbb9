export { Root as SoundGate } from './parts.tsx'
