'use client'
import { Countdown, Leave, Line, Stay, Title } from './parts.tsx'
import { Root } from './Root.tsx'

/** Asks a viewer who has been idle whether they are still there, and says how long they have to answer. */
export function AfkWarning() {
  return (
    <Root>
      <Countdown />
      <div data-standby="afk-warning-text">
        <Title />
        <Line />
      </div>
      <div data-standby="afk-warning-actions">
        <Stay />
        <Leave />
      </div>
    </Root>
  )
}
