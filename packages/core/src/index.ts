export * from './state.ts'
export type * from './session.ts'
export {
  type AfkPolicy,
  type CodeRule,
  defaultPolicies,
  type Policies,
  type ReconnectPolicy,
} from './policies.ts'
export type {
  InputEvent,
  LiveSample,
  MediaTrack,
  Quality,
  Refreshable,
  StatsSample,
  StreamSource,
  Tracks,
} from './contract.ts'
export type { Environment } from './environment.ts'
export { createSession } from './create-session.ts'
export { isSession } from './session-brand.ts'
