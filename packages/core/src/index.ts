export * from './state.ts'
export type * from './session.ts'
export type * from './policies.ts'
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
