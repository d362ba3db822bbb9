'use client'
import type { CSSProperties } from 'react'
import { useDrain } from './use-drain.ts'

export interface TicksProps {
  /** The part's public name. */
  part: string
  /** Local epoch, ms. */
  deadline: number
  /** Start of the countdown; local epoch, ms. Default: the first render. */
  since?: number | undefined
  /** The deadline is inferred, not announced: fewer and broader ticks. */
  estimated?: boolean | undefined
}

const maxTicks = 60
const minTicks = 24

/**
 * A rail that drains until a deadline; nothing for a deadline that is not finite. Animated by CSS alone. Hidden from
 * screen readers, which read the number beside it.
 */
export function Ticks({ part, deadline, since, estimated }: TicksProps) {
  const drain = useDrain(deadline, since)
  if (!drain) return null
  const { totalSeconds, style } = drain
  const count = estimated ? maxTicks / 2 : Math.min(maxTicks, Math.max(minTicks, totalSeconds * 4))
  return (
    <div
      // A running animation keeps its start, so a new deadline needs a new node.
      key={deadline}
      data-standby={part}
      data-slot="ticks"
      data-countdown=""
      data-estimated={estimated ? '' : undefined}
      aria-hidden="true"
      style={{ ...style, '--sb-ticks': count } as CSSProperties}
    />
  )
}
