import { describe, expect, it, vi } from 'vitest'
import { formatOf } from './format.ts'

const nbsp = '\u00A0'
const spaced = (text: string) => text.replaceAll(nbsp, ' ')
const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes

describe('durations', () => {
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

  it('never breaks between a number and its unit', () => {
    expect(duration(2 * minutes + 30 * seconds)).toBe(`2${nbsp}min 30${nbsp}s`)
  })

  it.each([
    ['de', '3 Min. 9 Sek.'],
    ['fr', '3 min 9 s'],
    ['ar', '3 د 9 ث'],
  ])('follows %s', (locale, text) => {
    expect(spaced(formatOf(locale).duration(3 * minutes + 9 * seconds))).toBe(text)
  })
})

describe('clocks', () => {
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

describe('times of day', () => {
  const at = new Date(2026, 10, 27, 20, 0).getTime()

  it.each([
    ['en-GB', '20:00'],
    ['de', '20:00'],
    ['fr', '20:00'],
  ])('writes 24 hours for %s', (locale, text) => {
    expect(formatOf(locale).time(at)).toBe(text)
  })

  it('writes 12 hours for en-US', () => {
    expect(formatOf('en-US').time(at)).toMatch(/^8:00\sPM$/)
  })

  it('follows the browser where English names no region', () => {
    const browser = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()
    expect(formatOf('en').time(at)).toMatch(browser.hour12 ? /^8:00\sPM$/ : /^20:00$/)
  })

  it('names the day', () => {
    expect(formatOf('en-GB').day(at)).toBe('Fri 27 Nov')
  })
})

describe('numbers', () => {
  it.each([0, 7, 999, 1000, 12_345, 0.5, -3])('are written as Intl does, %d', (value) => {
    for (const locale of ['en', 'en-GB', 'en-IN', 'de', 'ar-EG'])
      expect(formatOf(locale).number(value)).toBe(new Intl.NumberFormat(locale).format(value))
  })
})

describe('what is not finite, or beyond what a date can hold', () => {
  const writers = ['number', 'duration', 'clock', 'time', 'day'] as const
  const values = [NaN, Infinity, -Infinity, 1e308, -1e308, 8.64e15 + 1, undefined as never, null as never]

  it.each(writers)('is written as nothing by %s', (writer) => {
    for (const locale of ['en', 'ar-EG'])
      expect(values.map((value) => formatOf(locale)[writer](value))).toEqual(values.map(() => ''))
  })

  it.each(writers)('does not begin before that for %s', (writer) => {
    expect(formatOf('de')[writer](8.64e15)).not.toBe('')
  })

  it('is a plural like any other number', () => {
    expect(formatOf('en').plural(NaN)).toBe('other')
  })
})

describe('formatOf', () => {
  it('makes one per locale', () => {
    expect(formatOf('de')).toBe(formatOf('de'))
  })

  it('makes nothing before it is used: a player that starts has no time for it', () => {
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

  it('writes English where a locale is not BCP 47, and tells the developer once, in three parts', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect([formatOf('xx_YY').number(1234), formatOf('xx_YY').locale]).toEqual(['1,234', 'en'])
    expect(warn.mock.calls).toEqual([
      [
        'Standby: "xx_YY" is no locale. Numbers and times are written the English way. ' +
          'Give a BCP 47 language tag, with hyphens: "de-DE".',
      ],
    ])
    warn.mockRestore()
  })
})
