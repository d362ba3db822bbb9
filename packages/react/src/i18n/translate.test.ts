import { describe, expect, it } from 'vitest'
import { formatOf } from './format.ts'
import type { Messages } from './message.ts'
import { createTranslate } from './translate.ts'

const own = {
  'test.leave': 'Leave the queue',
  'test.of': 'of {length}',
  'test.tries': { one: '{count} attempt', other: '{count} attempts' },
} as const satisfies Messages

const translator = (locale: string, catalogue: Messages = {}) =>
  createTranslate(own, catalogue, formatOf(locale), formatOf('en'))

describe('createTranslate', () => {
  it('says English by itself', () => {
    expect(translator('en')('test.leave')).toBe('Leave the queue')
  })

  it("says the catalogue's text", () => {
    expect(translator('de', { 'test.leave': 'Verlassen' })('test.leave')).toBe('Verlassen')
  })

  it('falls back to English for a key that is missing, digits included', () => {
    expect(translator('ar-EG', { 'test.leave': 'مغادرة' })('test.of', { length: 1204 })).toBe('of 1,204')
  })

  it("writes numbers in the locale's digits", () => {
    expect(translator('ar-EG', { 'test.of': 'من {length}' })('test.of', { length: 48 })).toBe('من ٤٨')
  })

  it('leaves formatted values as they are', () => {
    expect(translator('en')('test.of', { length: '1 h' })).toBe('of 1 h')
  })

  it('keeps a hole that nobody fills', () => {
    expect(translator('en')('test.of')).toBe('of {length}')
  })

  it.each([
    [1, '1 attempt'],
    [6, '6 attempts'],
  ])('chooses the plural form of %i', (count, text) => {
    expect(translator('en')('test.tries', { count })).toBe(text)
  })

  it('knows more forms than two', () => {
    const arabic = translator('ar', {
      'test.tries': { two: 'محاولتان', few: '{count} محاولات', other: '{count} محاولة' },
    })
    expect([2, 5, 20].map((count) => arabic('test.tries', { count }))).toEqual([
      'محاولتان',
      '5 محاولات',
      '20 محاولة',
    ])
  })

  it.each([NaN, Infinity, 1e308, ''])('leaves out a text whose value is %j', (length) => {
    expect(translator('en')('test.of', { length })).toBe('')
    expect(translator('en')('test.leave', { length })).toBe('Leave the queue')
  })

  it.each<[string, unknown]>([
    ['no text', null],
    ['a number', 7],
    ['a function', () => 'x'],
    ['plural forms without the one that is needed', { one: 'ein Versuch' }],
    ['a form that is no text', { other: 5 }],
  ])('says English where a catalogue has %s', (_, text) => {
    expect(translator('de', { 'test.tries': text as never })('test.tries', { count: 6 })).toBe('6 attempts')
  })

  it('says English where the catalogue did not load', () => {
    expect(translator('de', null as never)('test.leave')).toBe('Leave the queue')
  })

  it('takes the other form where a catalogue lacks one', () => {
    expect(translator('ar', { 'test.tries': { other: '{count} محاولة' } })('test.tries', { count: 2 })).toBe(
      '2 محاولة',
    )
  })
})
