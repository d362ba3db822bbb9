'use client'
import { Ticks as Rail } from '../countdown/Ticks.tsx'
import { useSessionActions } from '../hooks/useSessionActions.ts'
import { Icon as Glyph } from '../icons/Icon.tsx'
import { Lamps } from '../icons/Lamps.tsx'
import { part } from '../part/part.tsx'
import { useAnnounced } from '../part/use-announced.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { useBanner, useBannerText } from './use-banner.ts'

function useRoot() {
  const banner = useBanner()
  const text = useBannerText()
  useAnnounced(banner && `${text(banner.title)}. ${text(banner.line)}`)
  return banner && { 'data-surface': 'banner', 'aria-label': text(banner.title) }
}
/** The banner; nothing while nothing reconnects. Says what happens to screen readers, and never takes focus. */
export const Root = /* @__PURE__ */ part('section', 'reconnect-banner', useRoot)

function useTitle() {
  const banner = useBanner()
  const text = useBannerText()
  return banner && { children: text(banner.title) }
}
export const Title = /* @__PURE__ */ part('p', 'reconnect-banner-title', useTitle)

function useLine() {
  const banner = useBanner()
  const text = useBannerText()
  return banner && { children: text(banner.line) }
}
export const Line = /* @__PURE__ */ part('p', 'reconnect-banner-line', useLine)

function useCountdownPart() {
  const countdown = useBanner()?.countdown
  const text = useBannerText()
  if (!countdown) return null
  return {
    children: (
      <>
        <span data-standby="reconnect-banner-label">{text(countdown.label)}</span> <TimeLeft {...countdown} />
      </>
    ),
  }
}
/** How long, where anybody knows. */
export const Countdown = /* @__PURE__ */ part('p', 'reconnect-banner-countdown', useCountdownPart)

function useRetry() {
  const label = useBanner()?.retry
  const text = useBannerText()
  const { retry } = useSessionActions()
  return label ? { 'data-action': 'primary', onClick: () => retry(), children: text(label) } : null
}
/** Tries at once; there is none while trying cannot help. */
export const Retry = /* @__PURE__ */ part('button', 'reconnect-banner-retry', useRetry)

function useStop() {
  const stop = useBanner()?.stop
  const text = useBannerText()
  const { giveUp } = useSessionActions()
  return stop
    ? { 'data-action': 'quiet', onClick: () => giveUp(), children: text('reconnectBanner.stop') }
    : null
}
/** Ends the session with the last code. */
export const Stop = /* @__PURE__ */ part('button', 'reconnect-banner-stop', useStop)

/** The cause's glyph. */
export function Icon() {
  const banner = useBanner()
  return banner && <Glyph d={banner.icon} />
}

/** Lit in turn while an attempt is under way. */
export function Busy() {
  return useBanner()?.busy ? <Lamps part="reconnect-banner-lamps" /> : null
}

/** The countdown as a rail along the foot. */
export function Ticks() {
  const countdown = useBanner()?.countdown
  return countdown ? <Rail part="reconnect-banner-ticks" {...countdown} /> : null
}
