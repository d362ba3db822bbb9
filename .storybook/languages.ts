import type { Messages } from '../packages/react/src/i18n/message.ts'
import { ar } from '../packages/react/src/messages/ar.ts'
import { de } from '../packages/react/src/messages/de.ts'
import { fr } from '../packages/react/src/messages/fr.ts'
import { pseudoMessages } from './pseudo-locale.ts'

interface Language {
  readonly locale: string
  readonly messages: Messages
  readonly direction: 'ltr' | 'rtl'
}

const languages: Record<string, Language> = {
  // English with a 24-hour clock, so that pictures do not depend on the machine.
  en: { locale: 'en-u-hc-h23', messages: {}, direction: 'ltr' },
  de: { locale: 'de', messages: de, direction: 'ltr' },
  fr: { locale: 'fr', messages: fr, direction: 'ltr' },
  ar: { locale: 'ar', messages: ar, direction: 'rtl' },
  pseudo: { locale: 'en-u-hc-h23', messages: pseudoMessages, direction: 'ltr' },
}

export function languageOf(name: string): Language {
  const language = languages[name]
  if (!language) throw new Error(`The toolbar has no language "${name}"`)
  return language
}
