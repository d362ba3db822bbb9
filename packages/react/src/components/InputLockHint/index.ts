export { Root } from './parts.tsx'
export type { InputLockHintState } from './use-hint.ts'
