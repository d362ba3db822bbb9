import { clip } from './clip.ts'
import type { Format } from './format.ts'
import type { Messages, MessageText, MessageValues } from './message.ts'

/** Max length of a value, characters. Some servers send their whole log as the close reason. */
const maxValueLength = 200

/** Returns one of a component's texts in the viewer's language. */
export type Translate<Own extends Messages> = (key: keyof Own & string, values?: MessageValues) => string

/**
 * Creates a translate function. A text or plural form that the catalogue lacks is returned in English. With a value
 * that cannot be written (`''`, or a number that is not finite) the result is `''`.
 */
export function createTranslate<Own extends Messages>(
  own: Own,
  catalogue: Messages,
  format: Format,
  english: Format,
): Translate<Own> {
  return (key, values = {}) => {
    const translated = patternOf(catalogue?.[key], values, format)
    return translated === undefined
      ? fill(patternOf(own[key], values, english) ?? key, values, english)
      : fill(translated, values, format)
  }
}

/** Catalogues are not type-checked at run time: a form may be missing, or the text may not be a text. */
function patternOf(text: MessageText | undefined, values: MessageValues, format: Format): string | undefined {
  const pattern =
    typeof text === 'string' ? text : (text?.[format.plural(Number(values['count']))] ?? text?.other)
  return typeof pattern === 'string' ? pattern : undefined
}

function fill(pattern: string, values: MessageValues, format: Format): string {
  let complete = true
  const text = pattern.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name]
    if (value === undefined) return hole
    const written = typeof value === 'number' ? format.number(value) : clip(value, maxValueLength)
    complete &&= written !== ''
    return written
  })
  return complete ? text : ''
}
