export { Busy, Countdown, Icon, Line, Retry, Root, Stop, Ticks, Title } from './parts.tsx'
export type { ReconnectBannerState } from './use-banner.ts'
