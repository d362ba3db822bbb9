'use client'
import type { CSSProperties } from 'react'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { isWritable } from '../../i18n/is-writable.ts'

const most = 60
/** Drawn where the length is not known: they fade instead of ending. */
const open = 40

/** One tick a viewer: lit are those still ahead, this one included. Above 60 a tick stands for several. */
export function Ticks() {
  const queue = useQueuePosition()
  if (!queue || !isWritable(queue.position)) return null
  const { position } = queue
  // Of none: nobody counted.
  const length = isWritable(queue.length) && queue.length > 0 ? queue.length : undefined
  const count = length === undefined ? open : Math.min(most, length)
  const fraction = Math.min(1, position / (length ?? open))
  return (
    <div
      data-standby="queue-overlay-ticks"
      data-open={length === undefined ? '' : undefined}
      aria-hidden="true"
      style={{ '--sb-ticks': count, '--sb-fraction': fraction } as CSSProperties}
    />
  )
}
