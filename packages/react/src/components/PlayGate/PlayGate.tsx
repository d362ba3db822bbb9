'use client'
import { Disc, Label, Root } from './parts.tsx'

/** Asks for the press that a browser wants before it plays. */
export function PlayGate() {
  return (
    <Root>
      <Disc />
      <Label />
    </Root>
  )
}
