export { Root, type ConnectionQualityState } from './parts.tsx'
