'use client'
import { Ticks as Rail } from '../../primitives/countdown/Ticks.tsx'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { Icon as Glyph } from '../../primitives/icons/Icon.tsx'
import { BusyDots } from '../../primitives/icons/BusyDots.tsx'
import { useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { reconnectBannerMessages } from './ReconnectBanner.messages.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { useBanner, type ReconnectBannerState } from './use-banner.ts'

const reconnectBanner = /* @__PURE__ */ compound('ReconnectBanner', useBanner)

function useRoot(banner: ReconnectBannerState | null) {
  useAnnounced(banner && `${banner.title}. ${banner.line}`)
  return banner && { 'data-surface': 'banner', 'aria-label': banner.title }
}
/** The banner; nothing unless the session reconnects. Announces itself to screen readers and never takes the focus. */
export const Root = /* @__PURE__ */ reconnectBanner.root('Root', 'section', useRoot)

const titleOf = ({ title }: ReconnectBannerState) => ({ 'data-slot': 'title', children: title })
export const Title = /* @__PURE__ */ reconnectBanner.part('Title', 'p', titleOf)

const lineOf = ({ line }: ReconnectBannerState) => ({ 'data-slot': 'line', children: line })
export const Line = /* @__PURE__ */ reconnectBanner.part('Line', 'p', lineOf)

const countdownOf = ({ countdown }: ReconnectBannerState) =>
  countdown && {
    children: (
      <>
        <span data-standby="reconnect-banner-label">{countdown.label}</span> <TimeLeft {...countdown} />
      </>
    ),
  }
/** The time left; nothing where it is unknown. */
export const Countdown = /* @__PURE__ */ reconnectBanner.part('Countdown', 'p', countdownOf)

function useRetry({ retry: children }: ReconnectBannerState) {
  const { retry } = useSessionActions()
  return children === null ? null : { 'data-action': 'primary', onClick: () => retry(), children }
}
/** Tries at once; nothing while a retry cannot help. */
export const Retry = /* @__PURE__ */ reconnectBanner.part('Retry', 'button', useRetry)

function useStop({ stop }: ReconnectBannerState) {
  const t = useMessages(reconnectBannerMessages)
  const { giveUp } = useSessionActions()
  if (!stop) return null
  return { 'data-action': 'quiet', onClick: () => giveUp(), children: t('reconnectBanner.stop') }
}
/** Ends the session with the last code. */
export const Stop = /* @__PURE__ */ reconnectBanner.part('Stop', 'button', useStop)

/** The icon of the cause. */
export function Icon() {
  return <Glyph d={reconnectBanner.useRootState('Icon').icon} />
}

/** Dots lit in turn while an attempt is under way. */
export function Busy() {
  const { busy } = reconnectBanner.useRootState('Busy')
  return busy ? <BusyDots part="reconnect-banner-lamps" /> : null
}

/** The countdown as a rail along the banner's bottom edge. */
export function Ticks() {
  const { countdown } = reconnectBanner.useRootState('Ticks')
  return countdown ? <Rail part="reconnect-banner-ticks" {...countdown} /> : null
}
