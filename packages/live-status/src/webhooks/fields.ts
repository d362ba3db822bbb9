import * as v from 'valibot'
import { maxAheadMs, maxWindowSeconds } from '../limits.ts'

/** The earliest plausible time of an event, epoch ms. */
const epochFloor = Date.UTC(2015)

/** Ignores an invalid field: one unexpected field must not cost the event. */
export const lenient = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.nullable(schema) as v.GenericSchema<unknown, v.InferOutput<Schema> | null>, null))

/** Ids of streams, assets and events. */
export const id = v.pipe(v.string(), v.regex(/^[\w.~-]{1,255}$/))
export const word = v.pipe(v.string(), v.minLength(1), v.maxLength(128))
export const prose = v.pipe(v.string(), v.maxLength(500))

const instant = (value: string | number): number => {
  const number = Number(value)
  // Seconds or milliseconds since the epoch, or a date. A date without a zone is UTC.
  if (Number.isFinite(number)) return number < 1e11 ? number * 1000 : number
  const text = String(value)
  return Date.parse(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
}

/** A time, read as epoch ms. */
export const moment = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.minLength(1), v.maxLength(40))]),
  v.transform(instant),
  v.number(),
  v.minValue(epochFloor),
  v.maxValue(8.64e15),
)

/** When an event happened, epoch ms: the platform's time, or the arrival when that is missing or cannot be right. */
export const happenedAt = (sent: number | null | undefined, receivedAt: number): number =>
  sent !== undefined && sent !== null && sent <= receivedAt + maxAheadMs ? sent : receivedAt

/** A reconnect window in seconds, read as ms. */
export const reconnectWindow = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,4}(\.\d+)?$/), v.transform(Number))]),
  v.number(),
  v.minValue(0),
  v.maxValue(maxWindowSeconds),
  v.transform((seconds) => Math.round(seconds * 1000)),
)

/** The playback ids of a stream or asset: a list or a single one. A public one comes first: it needs no token. */
export const playbackIds = v.pipe(
  v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
  v.transform((value) => (Array.isArray(value) ? value.slice(0, 20) : [value]).flatMap(readPlaybackId)),
  v.transform((list) => list.find(({ policy }) => policy === 'public') ?? list[0]),
)

const playbackId = v.object({ id, policy: lenient(word), accessPolicy: lenient(word) })

function readPlaybackId(value: unknown): { id: string; policy: string }[] {
  const parsed = v.safeParse(playbackId, value)
  if (!parsed.success) return []
  return [{ id: parsed.output.id, policy: parsed.output.policy ?? parsed.output.accessPolicy ?? 'public' }]
}

/** Drops fields that are `undefined` or `null`. */
export function present<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as { [Key in keyof T]?: NonNullable<T[Key]> }
}

/** The parsed JSON. `undefined` when the body is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown
  } catch {
    return undefined
  }
}
