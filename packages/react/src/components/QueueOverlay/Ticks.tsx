'use client'
import type { CSSProperties } from 'react'
import { isWritable } from '../../i18n/is-writable.ts'
import { queueOverlay } from './use-queue.ts'

const maxTicks = 60
/** Ticks for a queue of unknown length. CSS lets them fade out instead of ending. */
const openTicks = 40

/** One tick per viewer. Lit are the viewers still ahead, this one included. Above 60 a tick stands for several. */
export function Ticks() {
  const queue = queueOverlay.useRootState('Ticks')
  if (!isWritable(queue.position)) return null
  const { position } = queue
  // A length of 0 means unknown.
  const length = isWritable(queue.length) && queue.length > 0 ? queue.length : undefined
  const count = length === undefined ? openTicks : Math.min(maxTicks, length)
  const fraction = Math.min(1, position / (length ?? openTicks))
  return (
    <div
      data-standby="queue-overlay-ticks"
      data-slot="ticks"
      data-open={length === undefined ? '' : undefined}
      aria-hidden="true"
      style={{ '--sb-ticks': count, '--sb-fraction': fraction } as CSSProperties}
    />
  )
}
