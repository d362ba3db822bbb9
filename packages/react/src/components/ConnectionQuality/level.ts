import type { StatsSample } from '@standby/core'

/** 4 is the best. */
export type Level = 1 | 2 | 3 | 4

/** Up to here it is still level 4, 3, 2. A hand that steers notices 100 ms, an eye a lost packet in fifty. */
const limits = {
  roundTripMs: [80, 160, 300],
  jitterMs: [15, 30, 60],
  packetLoss: [0.005, 0.02, 0.05],
} as const

/** How good the connection of one sample is: as good as its worst number. `null` where none of them is known. */
export function levelOf(sample: StatsSample | null): Level | null {
  const levels = Object.entries(limits).flatMap(([name, bounds]) => {
    const value = sample?.[name as keyof typeof limits]
    if (value === undefined || !Number.isFinite(value)) return []
    const passed = bounds.filter((bound) => value > bound).length
    return [(4 - passed) as Level]
  })
  return levels.length > 0 ? (Math.min(...levels) as Level) : null
}
