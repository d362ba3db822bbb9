import * as v from 'valibot'

const text = v.pipe(v.string(), v.maxLength(4096))
const amount = v.pipe(v.number(), v.finite(), v.minValue(0))
const count = v.pipe(amount, v.integer())
const seconds = v.pipe(amount, v.maxValue(86_400))

const unitMs = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
} as const

/** The messages of Arcware's server that Epic's protocol does not have. Arcware's own SDK publishes these shapes. */
export const arcwareMessage = v.variant('type', [
  v.object({
    type: v.literal('queue'),
    queue: v.object({
      /** From 0. */
      index: v.optional(count),
      queueLength: v.optional(count),
      waited: v.optional(amount),
      estimatedWaitTime: v.nullish(amount),
      averageWaitTime: v.nullish(amount),
      valueType: v.fallback(v.picklist(['milliseconds', 'seconds', 'minutes', 'hours', 'days']), 'seconds'),
    }),
  }),
  v.object({ type: v.literal('sessionId'), sessionId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)) }),
  v.object({ type: v.literal('error'), code: v.number(), reason: v.optional(text, '') }),
  v.object({ type: v.literal('letter'), reason: text }),
  v.object({ type: v.literal('render') }),
  v.object({
    type: v.literal('streamInfo'),
    streamInfo: v.object({
      /** Seconds. `warn`: until the warning. `action`: from the warning to the end. */
      afk: v.optional(v.object({ enabled: v.boolean(), warn: seconds, action: seconds })),
    }),
  }),
])
export type ArcwareMessage = v.InferOutput<typeof arcwareMessage>
type Queue = Extract<ArcwareMessage, { type: 'queue' }>['queue']

/** Converts a place in the queue for the session: counted from 1, times in ms. */
export function readQueue(queue: Queue): {
  readonly position: number
  readonly length?: number
  readonly etaMs?: number
} {
  const { index = 0, queueLength, waited = 0, estimatedWaitTime, averageWaitTime, valueType } = queue
  // The average is for a whole wait. Part of it is over.
  const eta = estimatedWaitTime ?? (averageWaitTime == null ? null : Math.max(0, averageWaitTime - waited))
  return {
    position: index + 1,
    ...(queueLength !== undefined && { length: Math.max(queueLength, index + 1) }),
    ...(eta !== null && { etaMs: Math.round(eta * unitMs[valueType]) }),
  }
}
