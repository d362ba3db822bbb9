export { Root, type FarEndHintState } from './parts.tsx'
