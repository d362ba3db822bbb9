import type { StatsSample } from '@standby/core'

/** 4 is the best. */
export type Level = 1 | 2 | 3 | 4

/** Upper bounds of levels 4, 3 and 2. Viewers who steer notice 100 ms; one lost packet in fifty is visible. */
const limits = {
  roundTripMs: [80, 160, 300],
  jitterMs: [15, 30, 60],
  packetLoss: [0.005, 0.02, 0.05],
} as const

/** The level of one sample: that of its worst number. `null` where no number is known. */
export function levelOf(sample: StatsSample | null): Level | null {
  const levels = Object.entries(limits).flatMap(([name, bounds]) => {
    const value = sample?.[name as keyof typeof limits]
    if (value === undefined || !Number.isFinite(value)) return []
    const passed = bounds.filter((bound) => value > bound).length
    return [(4 - passed) as Level]
  })
  return levels.length > 0 ? (Math.min(...levels) as Level) : null
}
