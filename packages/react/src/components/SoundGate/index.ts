export { Root } from './parts.tsx'
