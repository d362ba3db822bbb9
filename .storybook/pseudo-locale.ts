import { en } from '../packages/react/src/messages/en.ts'
import type { Messages, MessageText } from '../packages/react/src/i18n/message.ts'

const letters: Record<string, string> = {
  a: 'å',
  c: 'ç',
  e: 'é',
  g: 'ğ',
  i: 'î',
  n: 'ñ',
  o: 'ö',
  s: 'š',
  u: 'û',
  y: 'ÿ',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  L: 'Ļ',
  N: 'Ñ',
  O: 'Ö',
  S: 'Š',
  U: 'Û',
  W: 'Ŵ',
  Y: 'Ÿ',
}

/** A third longer, accented and bracketed: a text that is cut off or not translated is easy to see. */
function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|[A-Za-z]/g, (part) => letters[part] ?? part)
  return `[${accented} ${'~'.repeat(Math.ceil(text.length / 3))}]`
}

function each(text: MessageText): MessageText {
  if (typeof text === 'string') return pseudo(text)
  return Object.fromEntries(Object.entries(text).map(([form, value]) => [form, pseudo(value)])) as MessageText
}

export const pseudoMessages: Messages = Object.fromEntries(
  Object.entries(en).map(([key, text]) => [key, each(text)]),
)
