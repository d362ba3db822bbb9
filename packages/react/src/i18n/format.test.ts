import { describe, expect, it, vi } from 'vitest'
import { formatOf } from './format.ts'

const nbsp = '\u00A0'
const spaced = (text: string) => text.replaceAll(nbsp, ' ')
const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes

describe('duration()', () => {
  const { duration } = formatOf('en')

  it.each([
    [4 * seconds, '4 s'],
    [59.6 * seconds, '1 min'],
    [3 * minutes, '3 min'],
    [2 * minutes + 30 * seconds, '2 min 30 s'],
    [1 * hours, '1 h'],
    [1 * hours + 20 * minutes + 9 * seconds, '1 h 20 min'],
    [0, '0 s'],
    [-5 * seconds, '0 s'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(spaced(duration(ms))).toBe(text)
  })

  it('has no-break spaces between numbers and units', () => {
    expect(duration(2 * minutes + 30 * seconds)).toBe(`2${nbsp}min 30${nbsp}s`)
  })

  it.each([
    ['de', '3 Min. 9 Sek.'],
    ['fr', '3 min 9 s'],
    ['ar', '3 د 9 ث'],
  ])('uses the units of locale %s', (locale, text) => {
    expect(spaced(formatOf(locale).duration(3 * minutes + 9 * seconds))).toBe(text)
  })
})

describe('clock()', () => {
  it.each([
    [0, '0:00'],
    [47 * seconds, '0:47'],
    [112 * seconds, '1:52'],
    [14 * minutes + 32 * seconds, '14:32'],
    [hours + 2 * minutes + 3 * seconds, '1:02:03'],
    [-1 * seconds, '0:00'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatOf('en').clock(ms)).toBe(text)
  })

  it("uses the locale's digits", () => {
    expect(formatOf('ar-EG').clock(112 * seconds)).toBe('١:٥٢')
  })
})

describe('time() and day()', () => {
  const at = new Date(2026, 10, 27, 20, 0).getTime()

  it.each([
    ['en-GB', '20:00'],
    ['de', '20:00'],
    ['fr', '20:00'],
  ])('use a 24-hour clock for %s', (locale, text) => {
    expect(formatOf(locale).time(at)).toBe(text)
  })

  it('use a 12-hour clock for en-US', () => {
    expect(formatOf('en-US').time(at)).toMatch(/^8:00\sPM$/)
  })

  it('follow the browser’s clock for English without a region', () => {
    const browser = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()
    expect(formatOf('en').time(at)).toMatch(browser.hour12 ? /^8:00\sPM$/ : /^20:00$/)
  })

  it('write weekday, day and month', () => {
    expect(formatOf('en-GB').day(at)).toBe('Fri 27 Nov')
  })
})

describe('number()', () => {
  it.each([0, 7, 999, 1000, 12_345, 0.5, -3])('writes %d as Intl does', (value) => {
    for (const locale of ['en', 'en-GB', 'en-IN', 'de', 'ar-EG'])
      expect(formatOf(locale).number(value)).toBe(new Intl.NumberFormat(locale).format(value))
  })
})

describe('a number that is not finite or beyond the range of Date', () => {
  const writers = ['number', 'duration', 'clock', 'time', 'day'] as const
  const values = [NaN, Infinity, -Infinity, 1e308, -1e308, 8.64e15 + 1, undefined as never, null as never]

  it.each(writers)('is written as an empty string by %s', (writer) => {
    for (const locale of ['en', 'ar-EG'])
      expect(values.map((value) => formatOf(locale)[writer](value))).toEqual(values.map(() => ''))
  })

  it.each(writers)('starts beyond 8.64e15 for %s', (writer) => {
    expect(formatOf('de')[writer](8.64e15)).not.toBe('')
  })

  it('has the plural category "other"', () => {
    expect(formatOf('en').plural(NaN)).toBe('other')
  })
})

describe('formatOf', () => {
  it('creates one format per locale', () => {
    expect(formatOf('de')).toBe(formatOf('de'))
  })

  it('creates Intl objects only on first use, to keep the start fast', () => {
    let made = 0
    const { NumberFormat } = Intl
    class Counted extends NumberFormat {
      constructor(...options: ConstructorParameters<typeof NumberFormat>) {
        super(...options)
        made++
      }
    }
    vi.stubGlobal('Intl', { ...Intl, getCanonicalLocales: Intl.getCanonicalLocales, NumberFormat: Counted })
    const { clock } = formatOf('sv')
    expect(made).toBe(0)
    clock(1000)
    expect(made).toBeGreaterThan(0)
    vi.unstubAllGlobals()
  })

  it('uses English for an invalid locale, and warns the developer once, in three parts', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect([formatOf('xx_YY').number(1234), formatOf('xx_YY').locale]).toEqual(['1,234', 'en'])
    expect(warn.mock.calls).toEqual([
      [
        'Standby: "xx_YY" is not a valid locale. Numbers and times are written in English format instead. ' +
          'Give a BCP 47 language tag, with hyphens: "de-DE".',
      ],
    ])
    warn.mockRestore()
  })
})
