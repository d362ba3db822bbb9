import { warnOnce } from '../environment/developer-error.ts'
import { isDevelopment } from '../environment/is-development.ts'

// Bundlers replace it as text, and leave the warnings out. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const hour = 3_600_000
const day = 24 * hour
const year = 366 * day
const maxCount = 1_000_000

/**
 * Allowed range of each field. `true`: relative to now. `'date'`: relative to now, and left out if it is outside of
 * the range.
 */
const ranges: Readonly<Record<string, readonly [low: number, high: number, moment?: true | 'date']>> = {
  position: [1, maxCount],
  length: [0, maxCount],
  attempt: [0, maxCount],
  etaMs: [0, day],
  expiresInMs: [0, day],
  resumeWindowMs: [0, day],
  retryAfterMs: [0, day],
  remainingMs: [0, year],
  maxMs: [0, day],
  // A loss is in the past.
  since: [-year, 0, true],
  deadline: [-year, year, true],
  nextAttemptAt: [-year, hour, true],
  // Moved into the range, a date would be wrong on the screen.
  startsAt: [-99 * year, 99 * year, 'date'],
  endedAt: [-99 * year, 99 * year, 'date'],
}

/** Fields in which `null` has a meaning. In every other field it is not a number. */
const nullable = /^(remainingMs|deadline|nextAttemptAt)$/
/** Max length of a text from the far end, UTF-16 code units. */
const maxTextLength = 500

/** The field that each event must have. Without it the event is dropped. */
const required: Readonly<Record<string, string>> = {
  queued: 'position',
  offer: 'expiresInMs',
  limit: 'remainingMs',
  afk: 'remainingMs',
  lost: 'since',
  retrying: 'attempt',
  notice: 'text',
}

const isCode = (code: number) => Number.isInteger(code) && code >= 1000 && code <= 4999

/** The bounded value of a field. `undefined`: it is left out. */
function bounded(name: string, value: unknown, now: number): unknown {
  if (name === 'offer') return value && boundedEvent(value, now, name)
  if (name === 'reason' || name === 'text')
    return typeof value === 'string' ? value.slice(0, maxTextLength) : undefined
  // 1005: a close without a code.
  if (name === 'code') return isCode(value as number) ? value : 1005
  const range = ranges[name]
  if (!range || (value === null && nullable.test(name))) return value
  const [low, high, moment] = range
  const zero = moment ? now : 0
  if (!Number.isFinite(value)) return undefined
  const inRange = Math.min(zero + high, Math.max(zero + low, value as number))
  return moment === 'date' && inRange !== value ? undefined : inRange
}

/**
 * Bounds every number and text in an event from a source, or in a call from the app. A number that is not finite is
 * left out. An event that lacks its required field is dropped (`null`). A number outside of its range is moved to the
 * nearest end, a date is left out. A valid event is returned unchanged.
 */
export function boundedEvent<T extends object>(
  event: T,
  now: number,
  type = (event as { readonly type?: string }).type ?? '',
): T | null {
  let next = event as Readonly<Record<string, unknown>>
  for (const [name, value] of Object.entries(type === 'closed' ? { code: 1005, ...event } : event)) {
    const taken = bounded(name, value, now)
    if (taken === next[name]) continue
    if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production')
      warnOnce(
        `bounds-${name}`,
        `\`${name}: ${typeof value === 'object' ? typeof value : String(value).slice(0, 40)}\` is not a valid value. It cannot be shown or waited for, so it is left out or moved into its range. Check the source that sent it, or your own call.`,
      )
    next = { ...next, [name]: taken ?? undefined }
  }
  const needed = required[type]
  return needed && next[needed] === undefined ? null : (next as T)
}

/** Whether a sample has no number that is NaN or infinite. */
export const isFiniteSample = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value !== 'object' || Object.values(value ?? {}).every(isFiniteSample)
