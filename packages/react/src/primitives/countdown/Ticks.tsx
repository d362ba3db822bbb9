'use client'
import type { CSSProperties } from 'react'
import { useDrain } from './use-drain.ts'

export interface TicksProps {
  /** Public name; ends in `-ticks`. */
  part: string
  /** Local epoch, ms. */
  deadline: number
  /** When it began; without it the rail is full when first seen. */
  since?: number | undefined
  /** Inferred rather than announced: fewer and broader. */
  estimated?: boolean | undefined
}

const maxTicks = 60
const minTicks = 24

/**
 * A rail that drains until a deadline, nothing for one that is not finite. Drawn by CSS alone; the number beside it is
 * what readers get.
 */
export function Ticks({ part, deadline, since, estimated }: TicksProps) {
  const drain = useDrain(deadline, since)
  if (!drain) return null
  const { totalSeconds, style } = drain
  const count = estimated ? maxTicks / 2 : Math.min(maxTicks, Math.max(minTicks, totalSeconds * 4))
  return (
    <div
      // An animation that runs keeps its start: another deadline needs another node.
      key={deadline}
      data-standby={part}
      data-countdown=""
      data-estimated={estimated ? '' : undefined}
      aria-hidden="true"
      style={{ ...style, '--sb-ticks': count } as CSSProperties}
    />
  )
}
