export { Root as ConnectionQuality } from './parts.tsx'
