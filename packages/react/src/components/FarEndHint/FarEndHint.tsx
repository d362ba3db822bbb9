export { Root as FarEndHint } from './parts.tsx'
