'use client'
import { Preview, Root, Slider } from './parts.tsx'

/** Seeks within the DVR window; nothing where there is none. */
export function SeekBar() {
  return (
    <Root>
      <Slider />
      <Preview />
    </Root>
  )
}
