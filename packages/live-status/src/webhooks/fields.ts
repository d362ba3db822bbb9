import * as v from 'valibot'

/** Longest reconnect window that a platform takes, s. */
const longestWindow = 1800
/** Nothing that is older was sent by a platform of today. */
const epochFloor = Date.UTC(2015)

/** What is not as it should be is as if it were not there: one odd field must not cost the event. */
export const lenient = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.nullable(schema) as v.GenericSchema<unknown, v.InferOutput<Schema> | null>, null))

/** Ids of streams, assets and events. */
export const id = v.pipe(v.string(), v.regex(/^[\w.~-]{1,255}$/))
export const word = v.pipe(v.string(), v.minLength(1), v.maxLength(128))
export const prose = v.pipe(v.string(), v.maxLength(500))

const instant = (value: string | number): number => {
  const number = Number(value)
  // Seconds or milliseconds since the epoch; or a date, which without a zone is UTC.
  if (Number.isFinite(number)) return number < 1e11 ? number * 1000 : number
  const text = String(value)
  return Date.parse(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
}

/** A moment, epoch ms. */
export const moment = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.minLength(1), v.maxLength(40))]),
  v.transform(instant),
  v.number(),
  v.minValue(epochFloor),
  v.maxValue(8.64e15),
)

/** Further ahead of this clock than that, ms, an event would stand in the way of all that come after it. */
const aheadMs = 600_000

/** When an event happened, by the platform; by its arrival where the platform does not say, or cannot be right. */
export const happenedAt = (sent: number | null | undefined, receivedAt: number): number =>
  sent !== undefined && sent !== null && sent <= receivedAt + aheadMs ? sent : receivedAt

/** Given in seconds, read as ms. */
export const reconnectWindow = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,4}(\.\d+)?$/), v.transform(Number))]),
  v.number(),
  v.minValue(0),
  v.maxValue(longestWindow),
  v.transform((seconds) => Math.round(seconds * 1000)),
)

/** The playback ids of a stream or asset: a list, or one by itself. Public ones first, since they need no token. */
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

/** Only what is there. */
export function present<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as { [Key in keyof T]?: NonNullable<T[Key]> }
}

/** What was sent as JSON, else `undefined`. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown
  } catch {
    return undefined
  }
}
