'use client'
import { AnnouncerOutlet } from '../../primitives/announcer/AnnouncerOutlet.tsx'
import { Countdown, Leave, Line, Root, Stay, Title } from './parts.tsx'

/** Asks a viewer who has been idle whether they are still there, and says how long they have to answer. */
export function AfkWarning() {
  return (
    <Root>
      <Countdown />
      <div data-standby="afk-warning-text" data-slot="text">
        <Title />
        <Line />
      </div>
      <div data-standby="afk-warning-actions" data-slot="actions">
        <Stay />
        <Leave />
      </div>
      <AnnouncerOutlet />
    </Root>
  )
}
