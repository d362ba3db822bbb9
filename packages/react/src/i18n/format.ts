import { warnOnce } from '../primitives/warning/warn-once.ts'
import { isWritable } from './is-writable.ts'

// Bundlers replace `process.env.NODE_ENV` as text and drop the warning from production builds.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * Formats numbers, durations and times for a locale. Durations are in ms, times in local epoch ms. A value that is not
 * finite, or beyond the range of `Date`, becomes `''`: nothing throws, and no "∞" or "NaN" is shown.
 */
export interface Format {
  readonly locale: string
  number(value: number): string
  /** E.g. `9 s`, `2 min 30 s`, `1 h 20 min`: rounded to seconds, max two units, without zeros. */
  duration(ms: number): string
  /** E.g. `0:47`, `14:32`, `1:02:03`, for a countdown clock. */
  clock(ms: number): string
  /** The time of day, e.g. `20:00`. */
  time(at: number): string
  /** The day, e.g. `Fri 28 Nov`. */
  day(at: number): string
  /** The plural category of a number. */
  plural(count: number): Intl.LDMLPluralRule
}

const formats = new Map<string, Format>()

/** The format of a locale, one object each. An invalid locale gives the English format and a warning in development. */
export function formatOf(locale: string): Format {
  let format = formats.get(locale)
  if (!format) {
    format = createFormat(validLocale(locale))
    formats.set(locale, format)
  }
  return format
}

/** Creates each `Intl` object on first use: each takes milliseconds, and a stream that plays needs none. */
function createFormat(locale: string): Format {
  const english = /^en(-[a-z]{2})?$/i.test(locale)
  /** Small English integers need no `Intl`, whose first object alone takes 50 ms on a slow machine. */
  const isPlain = (value: number) => english && Number.isInteger(value) && value >= 0 && value < 1000
  const number = once(() => new Intl.NumberFormat(locale))
  const twoDigits = once(() => new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }))
  const plural = once(() => new Intl.PluralRules(locale))
  // Narrow units are symbols ("s", "h"). Not for minutes: a narrow minute is "m", like a metre.
  const hours = once(() => unit(locale, 'hour', 'narrow'))
  const minutes = once(() => unit(locale, 'minute', 'short'))
  const seconds = once(() => unit(locale, 'second', 'narrow'))
  const time = once(() => timeOfDay(locale))
  const day = once(
    () => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  )
  return {
    locale,
    number: ifWritable((value) => (isPlain(value) ? `${value}` : number().format(value))),
    duration: ifWritable((ms) => {
      const [h, m, s] = split(ms)
      const parts =
        h > 0 ? [h && hours()(h), m && minutes()(m)] : [m && minutes()(m), (s || !m) && seconds()(s)]
      return parts.filter(Boolean).join(' ')
    }),
    clock: ifWritable((ms) => {
      const [h, m, s] = split(ms)
      const tail = `${(h > 0 ? twoDigits() : number()).format(m)}:${twoDigits().format(s)}`
      return h > 0 ? `${number().format(h)}:${tail}` : tail
    }),
    time: ifWritable((at) => time().format(at)),
    day: ifWritable((at) => day().format(at)),
    plural: (count) => plural().select(count),
  }
}

/** The locale, or `en` for one that would throw in `Intl`, e.g. `de_DE`. A wrong locale must not break the player. */
function validLocale(locale: string): string {
  try {
    Intl.getCanonicalLocales(locale)
    return locale
  } catch {
    if (process.env.NODE_ENV !== 'production')
      warnOnce(
        `locale-${locale}`,
        `"${locale}" is not a valid locale. Numbers and times are written in English format instead. ` +
          `Give a BCP 47 language tag, with hyphens: "de-DE".`,
      )
    return 'en'
  }
}

function ifWritable(write: (value: number) => string): (value: number) => string {
  return (value) => (isWritable(value) ? write(value) : '')
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function split(ms: number): [hours: number, minutes: number, seconds: number] {
  const total = Math.max(0, Math.round(ms / 1000))
  return [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
}

/** Number and unit with a no-break space, also where the narrow form has no space ("4s"). */
function unit(locale: string, name: string, unitDisplay: 'narrow' | 'short'): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay })
  return (value) => {
    const parts = format.formatToParts(value)
    const [first, second] = parts
    const glued = parts.length === 2 && first?.type === 'integer' && second?.type === 'unit'
    return parts.map((part) => part.value.replace(/\s/g, '\u00A0')).join(glued ? '\u00A0' : '')
  }
}

/** English is used with 12-hour and with 24-hour clocks, so without a region the browser's setting decides. */
function timeOfDay(locale: string): Intl.DateTimeFormat {
  const numeric = { hour: 'numeric', minute: '2-digit' } as const
  if (locale !== 'en') return new Intl.DateTimeFormat(locale, numeric)
  const { hourCycle } = new Intl.DateTimeFormat(undefined, numeric).resolvedOptions()
  return new Intl.DateTimeFormat(locale, hourCycle ? { ...numeric, hourCycle } : numeric)
}
