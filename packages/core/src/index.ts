export * from './session/state.ts'
export type * from './session/session.ts'
export {
  type AfkPolicy,
  type CodeRule,
  defaultPolicies,
  type Policies,
  type ReconnectPolicy,
} from './policies/policies.ts'
export type {
  StreamInputEvent,
  LiveSample,
  MediaTrack,
  Quality,
  Refreshable,
  StatsSample,
  StreamSource,
  Tracks,
} from './source/source-contract.ts'
export type { Environment } from './environment/environment.ts'
export { createSession } from './session/create-session.ts'
export { isSession } from './session/session-brand.ts'
