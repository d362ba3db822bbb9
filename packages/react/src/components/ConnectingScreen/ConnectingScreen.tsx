'use client'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { Cancel, Line, Meta, Root, State, Steps, Title } from './parts.tsx'

/** From the first request to the first picture, step by step. */
export function ConnectingScreen() {
  return (
    <Root>
      <header data-standby="connecting-screen-strip" data-slot="strip">
        <StatusDot kind="wait" />
        <State />
        <Meta />
      </header>
      <Title />
      <Line />
      <Steps />
      <div data-standby="connecting-screen-actions" data-slot="actions">
        <Cancel />
      </div>
    </Root>
  )
}
