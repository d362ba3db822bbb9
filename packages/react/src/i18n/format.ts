import { warnOnce } from '../session/warn-once.ts'
import { isWritable } from './is-writable.ts'

// Bundlers replace it as text, and drop the warning from what is deployed.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * Writes numbers, durations and times the way a locale does. Durations are in ms, moments local epoch ms. What is not
 * finite, or beyond what a `Date` can hold, is written as `''`: nothing throws, and nobody reads "∞" or "NaN".
 */
export interface Format {
  readonly locale: string
  number(value: number): string
  /** `9 s`, `2 min 30 s`, `1 h 20 min`: rounded to seconds, the two largest units, zeros left out. */
  duration(ms: number): string
  /** `0:47`, `14:32`, `1:02:03`, as on a clock that runs down. */
  clock(ms: number): string
  /** The time of day, `20:00`. */
  time(at: number): string
  /** The day, `Fri 28 Nov`. */
  day(at: number): string
  /** The plural category of a number. */
  plural(count: number): Intl.LDMLPluralRule
}

const formats = new Map<string, Format>()

/** One per locale. What is no locale is written the English way; the developer is told. */
export function formatOf(locale: string): Format {
  let format = formats.get(locale)
  if (!format) {
    format = createFormat(known(locale))
    formats.set(locale, format)
  }
  return format
}

/** Each `Intl` object takes milliseconds to make, and a stream that simply plays needs none: all are made on first use. */
function createFormat(locale: string): Format {
  const english = /^en(-[a-z]{2})?$/i.test(locale)
  /** Nothing to group, to round or to translate: written without `Intl`, whose first object alone takes 50 ms on a slow machine. */
  const isPlain = (value: number) => english && Number.isInteger(value) && value >= 0 && value < 1000
  const number = once(() => new Intl.NumberFormat(locale))
  const twoDigits = once(() => new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }))
  const plural = once(() => new Intl.PluralRules(locale))
  // Narrow is the unit's symbol where it has one ("s", "h"); a minute's symbol alone would be a metre's.
  const hours = once(() => unit(locale, 'hour', 'narrow'))
  const minutes = once(() => unit(locale, 'minute', 'short'))
  const seconds = once(() => unit(locale, 'second', 'narrow'))
  const time = once(() => timeOfDay(locale))
  const day = once(
    () => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  )
  return {
    locale,
    number: writing((value) => (isPlain(value) ? `${value}` : number().format(value))),
    duration: writing((ms) => {
      const [h, m, s] = split(ms)
      const parts =
        h > 0 ? [h && hours()(h), m && minutes()(m)] : [m && minutes()(m), (s || !m) && seconds()(s)]
      return parts.filter(Boolean).join(' ')
    }),
    clock: writing((ms) => {
      const [h, m, s] = split(ms)
      const tail = `${(h > 0 ? twoDigits() : number()).format(m)}:${twoDigits().format(s)}`
      return h > 0 ? `${number().format(h)}:${tail}` : tail
    }),
    time: writing((at) => time().format(at)),
    day: writing((at) => day().format(at)),
    plural: (count) => plural().select(count),
  }
}

/** `de_DE` and the like throw in `Intl`, and a player must not go away for its language. */
function known(locale: string): string {
  try {
    Intl.getCanonicalLocales(locale)
    return locale
  } catch {
    if (process.env.NODE_ENV !== 'production')
      warnOnce(
        `locale-${locale}`,
        `"${locale}" is no locale. Numbers and times are written the English way. ` +
          `Give a BCP 47 language tag, with hyphens: "de-DE".`,
      )
    return 'en'
  }
}

function writing(write: (value: number) => string): (value: number) => string {
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

/** Number and symbol with a space that does not break, also where the narrow form has none ("4s"). */
function unit(locale: string, name: string, unitDisplay: 'narrow' | 'short'): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay })
  return (value) => {
    const parts = format.formatToParts(value)
    const [first, second] = parts
    const glued = parts.length === 2 && first?.type === 'integer' && second?.type === 'unit'
    return parts.map((part) => part.value.replace(/\s/g, '\u00A0')).join(glued ? '\u00A0' : '')
  }
}

/** English is read where clocks have 12 hours and where they have 24: without a region the browser decides. */
function timeOfDay(locale: string): Intl.DateTimeFormat {
  const numeric = { hour: 'numeric', minute: '2-digit' } as const
  if (locale !== 'en') return new Intl.DateTimeFormat(locale, numeric)
  const { hourCycle } = new Intl.DateTimeFormat(undefined, numeric).resolvedOptions()
  return new Intl.DateTimeFormat(locale, hourCycle ? { ...numeric, hourCycle } : numeric)
}
