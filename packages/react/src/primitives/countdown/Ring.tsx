'use client'
import type { CSSProperties, ReactNode } from 'react'
import { useDrain } from './use-drain.ts'
import { useFormat } from '../../i18n/use-messages.ts'
import { useTimeLeft } from './use-time-left.ts'

const maxDots = 60

/**
 * A studio clock: a ring with one dot per second, max 60, going out clockwise. Animated by CSS alone. `null` without a
 * finite deadline.
 */
export function useRing(
  deadline: number | undefined,
  since?: number,
): { style: CSSProperties; dots: ReactNode } | null {
  const drain = useDrain(deadline, since)
  if (!drain) return null
  const count = Math.min(maxDots, drain.totalSeconds)
  const circle = <circle cx="50" cy="50" r="46" pathLength={count} />
  return {
    style: { ...drain.style, '--sb-ticks': count } as CSSProperties,
    dots: (
      // A running animation keeps its start, so a new deadline needs new nodes.
      <span key={deadline} data-ring-clock="" aria-hidden="true">
        <svg data-ring-dots="" viewBox="0 0 100 100">
          {circle}
        </svg>
        <svg data-ring-dots="lit" viewBox="0 0 100 100">
          {circle}
        </svg>
      </span>
    ),
  }
}

/** The seconds in the middle of the ring: the only node that renders each second. */
export function RingSeconds({ deadline }: { deadline: number }) {
  const seconds = useTimeLeft(deadline)
  const { number } = useFormat()
  if (seconds === null) return null
  return (
    <span key={seconds} data-roll="" data-last={seconds <= 10 ? '' : undefined}>
      {number(seconds)}
    </span>
  )
}
