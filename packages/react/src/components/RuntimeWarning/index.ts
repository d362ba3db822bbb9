export { Root, type RuntimeWarningState } from './parts.tsx'
