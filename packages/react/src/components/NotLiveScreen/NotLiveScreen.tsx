'use client'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { Estimate, Leave, Line, Root, State, Time, Title } from './parts.tsx'
import { useNotLive } from './use-not-live.ts'

/** Shown while the broadcast has not started yet, or is watched for a restart. Playback begins by itself. */
export function NotLiveScreen() {
  const words = useNotLive()
  if (!words) return null
  return (
    <Root>
      <header data-standby="not-live-screen-strip" data-slot="strip">
        <StatusDot kind="wait" />
        {words.startsAt ? <Title /> : <State />}
      </header>
      {words.startsAt ? (
        <p data-standby="not-live-screen-readout" data-slot="readout">
          <Time /> <Estimate />
        </p>
      ) : (
        <Title />
      )}
      <Line />
      <div data-standby="not-live-screen-actions" data-slot="actions">
        <Leave />
      </div>
    </Root>
  )
}
