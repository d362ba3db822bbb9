export { Estimate, Leave, Line, Root, State, Time, Title } from './parts.tsx'
export type { NotLiveScreenState } from './use-not-live.ts'
