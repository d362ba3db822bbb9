export { Root as StallIndicator } from './parts.tsx'
