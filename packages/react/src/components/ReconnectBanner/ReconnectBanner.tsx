'use client'
import { Busy, Countdown, Icon, Line, Retry, Root, Stop, Ticks, Title } from './parts.tsx'

/** Why the stream stopped and how it comes back, along the top: the last picture stays in sight. */
export function ReconnectBanner() {
  return (
    <Root>
      <Icon />
      <div data-standby="reconnect-banner-text">
        <Title />
        <Line />
      </div>
      <Countdown />
      <Busy />
      <Retry />
      <Stop />
      <Ticks />
    </Root>
  )
}
