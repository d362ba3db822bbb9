'use client'
import { Area, Cancel, Input, Label, Root, Send } from './parts.tsx'

/** The text that the far end asks for: brings up a phone's keyboard, and sends what was written. */
export function TextField() {
  return (
    <Root>
      <Label />
      <Input />
      <Area />
      <div data-standby="text-field-actions">
        <Send />
        <Cancel />
      </div>
    </Root>
  )
}
