import { clip } from './clip.ts'
import type { Format } from './format.ts'
import type { Messages, MessageText, MessageValues } from './message.ts'

/** Characters of a value; some servers give their whole log as the reason. */
const maxValueLength = 200

/** Says one of a component's messages in the viewer's language. */
export type Translate<Own extends Messages> = (key: keyof Own & string, values?: MessageValues) => string

/**
 * A text that the catalogue lacks, or has no form of, is said in English: a gap in a translation must not leave a
 * hole. With a value that cannot be written (`''`, a number that is not finite) the whole text is left out: `''`.
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

/** Catalogues come from files that nobody compiled: a form may be missing, or no text at all. */
function patternOf(text: MessageText | undefined, values: MessageValues, format: Format): string | undefined {
  const pattern =
    typeof text === 'string' ? text : (text?.[format.plural(Number(values['count']))] ?? text?.other)
  return typeof pattern === 'string' ? pattern : undefined
}

function fill(pattern: string, values: MessageValues, format: Format): string {
  let whole = true
  const text = pattern.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name]
    if (value === undefined) return hole
    const written = typeof value === 'number' ? format.number(value) : clip(value, maxValueLength)
    whole &&= written !== ''
    return written
  })
  return whole ? text : ''
}
