'use client'
import { Disc, Label, Root } from './parts.tsx'

/** Asks for a press where the session waits for the viewer, or where the browser requires a user gesture. */
export function PlayGate() {
  return (
    <Root>
      <Disc />
      <Label />
    </Root>
  )
}
