export { Root, type StallIndicatorState } from './parts.tsx'
