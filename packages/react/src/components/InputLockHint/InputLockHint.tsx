export { Root as InputLockHint } from './parts.tsx'
