'use client'
import { forwardRef, type ReactNode } from 'react'
import type { Session } from '@standby/core'
import { I18nProvider, useLanguage } from '../../i18n/I18nProvider.tsx'
import type { Messages } from '../../i18n/message.ts'
import { Slots } from '../../primitives/slots/Slots.tsx'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { useSessionEvents, type SessionListeners } from '../../session/reading/use-session-events.ts'
import type { StreamOverlaysProps } from '../StreamOverlays/slots.ts'
import { StreamView, type StreamViewProps } from '../StreamView/StreamView.tsx'
import { LazyControls } from './LazyControls.tsx'
import { PlayerOverlays } from './PlayerOverlays.tsx'
import { RenderedLater } from './RenderedLater.tsx'

export interface PlayerFrameProps extends Omit<StreamViewProps, 'onEnded'>, SessionListeners {
  /** Per slot: an element replaces that overlay, `null` leaves it out. `null` as a whole leaves out all overlays. */
  overlays?: StreamOverlaysProps | null | undefined
  /** An element replaces the control bar, `null` leaves it out. */
  controls?: ReactNode
  /** BCP 47. Default: the locale of the enclosing `I18nProvider`, otherwise English. */
  locale?: string | undefined
  /** Plain data, e.g. from `@standby/react/messages/fr`. */
  messages?: Messages | undefined
}

interface FrameSession {
  session: Session
  /** The session starts by itself, so no overlay has anything to show yet: the kit's own may come after the start. */
  startsItself?: boolean
}

/** A session on the page: language, provider, view, overlays, controls, then the app's children. */
export const PlayerFrame = forwardRef<HTMLElement, PlayerFrameProps & FrameSession>(function PlayerFrame(
  {
    session,
    startsItself = false,
    overlays,
    controls = <LazyControls />,
    locale,
    messages,
    onStatusChange,
    onEnded,
    children,
    ...props
  },
  ref,
) {
  const language = useLanguage()
  useSessionEvents(session, { onStatusChange, onEnded })
  return (
    <I18nProvider locale={locale ?? language.locale} messages={messages ?? language.messages}>
      <StreamProvider session={session}>
        <StreamView {...props} lang={props.lang ?? locale} ref={ref}>
          {/* Elements of the app are rendered at once, also on a server. */}
          <RenderedLater later={startsItself && overlays === undefined}>
            {overlays === null ? null : <PlayerOverlays {...overlays} />}
          </RenderedLater>
          {controls}
          <Slots>{children}</Slots>
        </StreamView>
      </StreamProvider>
    </I18nProvider>
  )
})
