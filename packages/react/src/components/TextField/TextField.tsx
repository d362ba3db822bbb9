'use client'
import { Area, Cancel, Input, Label, Root, Send } from './parts.tsx'

/** A field for the text that the far end asks for. It opens a phone's keyboard and sends the text. */
export function TextField() {
  return (
    <Root>
      <Label />
      <Input />
      <Area />
      <div data-standby="text-field-actions" data-slot="actions">
        <Send />
        <Cancel />
      </div>
    </Root>
  )
}
