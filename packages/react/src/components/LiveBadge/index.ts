export { Behind, Edge } from './parts.tsx'
export type { LiveBadgeState } from './use-behind.ts'
