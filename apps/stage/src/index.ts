export { startStage, type Stage, type StageOptions } from './stage.ts'
export type { FaultResult, StageStream, StreamState } from './hls/stage-stream.ts'
export type { ResolvedStreamOptions, StreamOptions } from './hls/stream-options.ts'
export type {
  StreamEvent,
  StreamEventOf,
  StreamEventType,
  StreamListener,
  StreamRequest,
} from './hls/events.ts'
export { StageError } from './control/stage-error.ts'
export type { ApplicationState, StageApplication } from './gateway/stage-application.ts'
export type { ApplicationOptions, ResolvedApplicationOptions } from './gateway/application-options.ts'
export type {
  ApplicationEvent,
  ApplicationEventOf,
  ApplicationEventType,
} from './gateway/application-events.ts'
export type { PixelStreamFaultResult, StagePixelStream } from './pixel-streaming/pixel-stream.ts'
export type { PixelStreamState } from './pixel-streaming/pixel-stream-state.ts'
export type {
  PixelStreamOptions,
  ResolvedPixelStreamOptions,
} from './pixel-streaming/pixel-stream-options.ts'
export type {
  PixelStreamEvent,
  PixelStreamEventOf,
  PixelStreamEventType,
} from './pixel-streaming/pixel-stream-events.ts'
export type { GatewayFaultResult } from './gateway/faults/inject.ts'
export type { PlatformName } from './webhooks/platform-names.ts'
export type {
  WebhookDelivery,
  WebhookSender,
  WebhookSenderOptions,
  WebhookSwitches,
} from './webhooks/webhook.ts'
