export { Cancel, Line, Meta, Root, State, Steps, Title } from './parts.tsx'
export type { ConnectingScreenState } from './use-connecting.ts'
