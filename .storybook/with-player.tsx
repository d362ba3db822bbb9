import { useLayoutEffect, type CSSProperties, type ReactNode } from 'react'
import type { Decorator } from '@storybook/react-vite'
import { I18nProvider } from '../packages/react/src/i18n/I18nProvider.tsx'
import { StreamView } from '../packages/react/src/components/StreamView/StreamView.tsx'
import { languageOf } from './languages.ts'
import { pictures } from './pictures.ts'
import { forceReducedMotion } from './reduced-motion.ts'
import { initialGlobals, type Toolbar } from './toolbar.ts'

export interface PlayerProps extends Omit<Toolbar, 'motion'> {
  /** Countdowns run as CSS animations. Default: they stand still. */
  readonly running?: boolean
  /** Accessible name, for pages with several players. */
  readonly label?: string
  readonly children: ReactNode
}

/** A player with the toolbar's size, picture, theme and language. */
export function Player({ size, picture, theme, language, direction, running, label, children }: PlayerProps) {
  const [width = 1280, height = 720] = size.split('x').map(Number)
  const { locale, messages, direction: own } = languageOf(language)
  const scale = Math.min(1, 1920 / width)
  const style = {
    inlineSize: width,
    blockSize: height,
    zoom: scale === 1 ? undefined : scale,
    '--story-picture': pictures[picture],
    '--standby-color-scheme': theme === 'system' ? 'light dark' : theme,
    '--sb-clock': running ? 'running' : 'paused',
  } as CSSProperties
  return (
    <div className="story-player" lang={locale} dir={direction === 'locale' ? own : direction} style={style}>
      <I18nProvider locale={locale} messages={messages}>
        <StreamView fill {...(label && { 'aria-label': label })}>
          {children}
        </StreamView>
      </I18nProvider>
    </div>
  )
}

function ReducedMotion() {
  useLayoutEffect(forceReducedMotion, [])
  return null
}

/** Puts a story into a player. `parameters.player` overrides the toolbar. */
export const withPlayer: Decorator = (Story, { globals, parameters }) => {
  if (parameters['player'] === false) return <Story />
  const toolbar: Toolbar = { ...initialGlobals, ...globals, ...parameters['player'] }
  return (
    <Player {...toolbar} running={parameters['session']?.running ?? false}>
      {toolbar.motion === 'reduced' ? <ReducedMotion /> : null}
      <Story />
    </Player>
  )
}
