export { Root as RuntimeWarning } from './parts.tsx'
