'use client'
import { Code, Details, StatusDot, Line, Retry, Root, State, Title } from './parts.tsx'

/** Says why the session ended, what happens next and what the viewer can do. */
export function DisconnectScreen() {
  return (
    <Root>
      <header data-standby="disconnect-screen-strip" data-slot="strip">
        <StatusDot />
        <State />
        <Code />
      </header>
      <Title />
      <Line />
      <div data-standby="disconnect-screen-actions" data-slot="actions">
        <Retry />
        <Details />
      </div>
    </Root>
  )
}
