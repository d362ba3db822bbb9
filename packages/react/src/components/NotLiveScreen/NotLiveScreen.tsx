'use client'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { Estimate, Leave, Line, Root, State, Time, Title } from './parts.tsx'
import { notLiveScreen } from './use-not-live.ts'

/** Shown while the broadcast has not started yet, or is watched for a restart. Playback begins by itself. */
export function NotLiveScreen() {
  return (
    <Root>
      <Content />
    </Root>
  )
}

function Content() {
  const { startsAt } = notLiveScreen.useRootState('Content')
  return (
    <>
      <header data-standby="not-live-screen-strip" data-slot="strip">
        <StatusDot kind="wait" />
        {startsAt ? <Title /> : <State />}
      </header>
      {startsAt ? (
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
    </>
  )
}
