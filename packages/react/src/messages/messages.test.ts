import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Messages, MessageText } from '../i18n/message.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

const translations: [locale: string, messages: Messages][] = [
  ['ar', ar],
  ['de', de],
  ['fr', fr],
]

const forms = (text: MessageText): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const holes = (text: MessageText) => new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))

describe('message catalogues', () => {
  it('contain the texts of every component', async () => {
    const folder = new URL('..', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.messages.ts'),
    )
    const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ `../${file}`)))
    const keys = modules
      .flatMap((module) => Object.values(module as Record<string, Messages>))
      .flatMap(Object.keys)
    expect(Object.keys(en).sort()).toEqual(keys.sort())
  })

  it.each(translations)('in %s have every key and no other', (_, messages) => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort())
  })

  it.each(translations)('in %s have the same placeholders as English', (_, messages) => {
    const differing = Object.entries(en).filter(([key, text]) => {
      const [expected, actual] = [holes(text), holes(messages[key] ?? '')]
      return expected.size !== actual.size || [...expected].some((hole) => !actual.has(hole))
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it.each([['en', en] as [string, Messages], ...translations])(
    'in %s have every plural form of the language',
    (locale, messages) => {
      const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
      const plurals = Object.values(messages).filter((text) => typeof text !== 'string')
      expect(plurals.length).toBeGreaterThan(0)
      // In French "many" is only for millions, which no count here reaches.
      const needed = pluralCategories.filter((form) => !(locale === 'fr' && form === 'many'))
      for (const text of plurals) expect(Object.keys(text)).toEqual(expect.arrayContaining(needed))
    },
  )

  it.each([['en', en] as [string, Messages], ...translations])('in %s are plain data', (_, messages) => {
    expect(structuredClone(messages)).toEqual(messages)
  })
})

describe('the English texts', () => {
  const texts = Object.values<MessageText>(en).flatMap(forms)

  it.each([/\bplease\b/i, /\bsorry\b/i, /\boops\b/i, /!/, /\bworker/i, /\bsocket/i, /session id/i])(
    'never contain %s',
    (word) => {
      expect(texts.filter((text) => word.test(text))).toEqual([])
    },
  )

  it('use the typographic apostrophe', () => {
    expect(texts.filter((text) => text.includes("'"))).toEqual([])
  })
})
