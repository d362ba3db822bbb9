'use client'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Messages } from './message.ts'

export interface I18nProviderProps {
  /** BCP 47. Sets the format of numbers, durations and times. */
  locale: string
  /** Plain data, e.g. from `@standby/react/messages/fr`. Missing texts are shown in English. */
  messages?: Messages | undefined
  children?: ReactNode
}

interface Language {
  readonly locale: string
  readonly messages: Messages
}

const english: Language = { locale: 'en', messages: {} }

const I18nContext = createContext(english)
I18nContext.displayName = 'StandbyI18n'

/** The language of every component below. Without a provider it is English. */
export function I18nProvider({ locale, messages = english.messages, children }: I18nProviderProps) {
  const language = useMemo(() => ({ locale, messages }), [locale, messages])
  return <I18nContext.Provider value={language}>{children}</I18nContext.Provider>
}

export function useLanguage(): Language {
  return useContext(I18nContext)
}
