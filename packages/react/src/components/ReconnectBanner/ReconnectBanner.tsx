'use client'
import { Busy, Countdown, Icon, Line, Retry, Root, Stop, Ticks, Title } from './parts.tsx'

/** Says why the stream stopped and how it comes back. It lies along the top, so that the last frame stays visible. */
export function ReconnectBanner() {
  return (
    <Root>
      <Icon />
      <div data-standby="reconnect-banner-text" data-slot="text">
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
