import type { Format } from './format.ts'
import type { Messages, MessageText, MessageValues } from './message.ts'

/** Says one of a component's messages in the viewer's language. */
export type Translate<Own extends Messages> = (key: keyof Own & string, values?: MessageValues) => string

/** A key that the catalogue lacks is said in English: a gap in a translation must not leave a hole. */
export function createTranslate<Own extends Messages>(
  own: Own,
  catalogue: Messages,
  format: Format,
  english: Format,
): Translate<Own> {
  return (key, values = {}) => {
    const translated = catalogue[key]
    return fill(translated ?? own[key] ?? key, values, translated === undefined ? english : format)
  }
}

function fill(text: MessageText, values: MessageValues, format: Format): string {
  const pattern =
    typeof text === 'string' ? text : (text[format.plural(Number(values['count']))] ?? text.other)
  return pattern.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name]
    if (value === undefined) return hole
    return typeof value === 'number' ? format.number(value) : value
  })
}
