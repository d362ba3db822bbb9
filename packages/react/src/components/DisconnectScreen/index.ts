export { Code, Details, StatusDot, Line, Retry, Root, State, Title } from './parts.tsx'
export type { DisconnectScreenState } from './use-end.ts'
