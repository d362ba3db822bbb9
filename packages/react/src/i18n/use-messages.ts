'use client'
import { useMemo } from 'react'
import { formatOf, type Format } from './format.ts'
import { useLanguage } from './I18nProvider.tsx'
import type { Messages } from './message.ts'
import { createTranslate, type Translate } from './translate.ts'

/** Says a component's own messages in the viewer's language: `t('queue.leave')`. */
export function useMessages<Own extends Messages>(own: Own): Translate<Own> {
  const { locale, messages } = useLanguage()
  return useMemo(
    () => createTranslate(own, messages, formatOf(locale), formatOf('en')),
    [own, messages, locale],
  )
}

/** How the viewer's locale writes numbers, durations and times. */
export function useFormat(): Format {
  return formatOf(useLanguage().locale)
}
