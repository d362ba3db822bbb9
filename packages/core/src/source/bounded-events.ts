import { warnOnce } from '../environment/developer-error.ts'

// Bundlers replace it as text, and leave the warnings out; no types of Node are wanted for it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const hour = 3_600_000
const day = 24 * hour
const year = 366 * day
const most = 1_000_000

/** Where a number must lie, by the name that it has in every event; `true`: counted from now, `date`: left out elsewhere. */
const ranges: Readonly<Record<string, readonly [low: number, high: number, moment?: true | 'date']>> = {
  position: [1, most],
  length: [0, most],
  attempt: [0, most],
  etaMs: [0, day],
  expiresInMs: [0, day],
  resumeWindowMs: [0, day],
  retryAfterMs: [0, day],
  remainingMs: [0, year],
  maxMs: [0, day],
  // A loss has happened.
  since: [-year, 0, true],
  deadline: [-year, year, true],
  nextAttemptAt: [-year, hour, true],
  // Viewers would read a date that nobody said.
  startsAt: [-99 * year, 99 * year, 'date'],
  endedAt: [-99 * year, 99 * year, 'date'],
}

/** `null` is a word of its own here: there is none. Everywhere else it is no number. */
const nullable = /^(remainingMs|deadline|nextAttemptAt)$/
/** What viewers read of the far end, in UTF-16 code units. */
const longestText = 500

/** Without it such an event says nothing. */
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

/** What is taken for the value of a field; `undefined`: nothing. */
function bounded(name: string, value: unknown, now: number): unknown {
  if (name === 'offer') return value && boundedEvent(value, now, name)
  if (name === 'reason' || name === 'text')
    return typeof value === 'string' ? value.slice(0, longestText) : undefined
  // A close that names no code is one without a code.
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
 * The contract's rule for every number and text that a source tells, or an app: what is no finite number is left out, and
 * with it an event that says nothing without it (`null`); what lies outside of its range is moved to the nearest end, a date is left out. An
 * event that keeps the rule is returned as it is.
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
    if (process.env.NODE_ENV !== 'production')
      warnOnce(
        `bounds-${name}`,
        `\`${name}: ${typeof value === 'object' ? typeof value : String(value).slice(0, 40)}\` is nothing that can be shown or waited for. It is left out, or moved into its range. Check the source that told it, or your own call.`,
      )
    next = { ...next, [name]: taken ?? undefined }
  }
  const needed = required[type]
  return needed && next[needed] === undefined ? null : (next as T)
}

/** No number of a sample is NaN or infinite. */
export const isFiniteSample = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value !== 'object' || Object.values(value ?? {}).every(isFiniteSample)
