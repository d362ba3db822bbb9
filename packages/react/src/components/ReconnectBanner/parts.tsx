'use client'
import { Ticks as Rail } from '../../primitives/countdown/Ticks.tsx'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { Icon as Glyph } from '../../primitives/icons/Icon.tsx'
import { BusyDots } from '../../primitives/icons/BusyDots.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { useBanner } from './use-banner.ts'

function useRoot() {
  const banner = useBanner()
  useAnnounced(banner && `${banner.say(banner.title)}. ${banner.say(banner.line)}`)
  return banner && { 'data-surface': 'banner', 'aria-label': banner.say(banner.title) }
}
/** The banner; nothing unless the session reconnects. Announces itself to screen readers and never takes the focus. */
export const Root = /* @__PURE__ */ part('ReconnectBanner.Root', 'section', 'reconnect-banner', useRoot)

function useTitle() {
  const banner = useBanner()
  return banner && { 'data-slot': 'title', children: banner.say(banner.title) }
}
export const Title = /* @__PURE__ */ part('ReconnectBanner.Title', 'p', 'reconnect-banner-title', useTitle)

function useLine() {
  const banner = useBanner()
  return banner && { 'data-slot': 'line', children: banner.say(banner.line) }
}
export const Line = /* @__PURE__ */ part('ReconnectBanner.Line', 'p', 'reconnect-banner-line', useLine)

function useCountdownPart() {
  const banner = useBanner()
  if (!banner?.countdown) return null
  const { say, countdown } = banner
  return {
    children: (
      <>
        <span data-standby="reconnect-banner-label">{say(countdown.label)}</span> <TimeLeft {...countdown} />
      </>
    ),
  }
}
/** The time left; nothing where it is unknown. */
export const Countdown = /* @__PURE__ */ part(
  'ReconnectBanner.Countdown',
  'p',
  'reconnect-banner-countdown',
  useCountdownPart,
)

function useRetry() {
  const banner = useBanner()
  const { retry } = useSessionActions()
  if (!banner?.retry) return null
  return { 'data-action': 'primary', onClick: () => retry(), children: banner.say(banner.retry) }
}
/** Tries at once; nothing while a retry cannot help. */
export const Retry = /* @__PURE__ */ part(
  'ReconnectBanner.Retry',
  'button',
  'reconnect-banner-retry',
  useRetry,
)

function useStop() {
  const banner = useBanner()
  const { giveUp } = useSessionActions()
  if (!banner?.stop) return null
  return { 'data-action': 'quiet', onClick: () => giveUp(), children: banner.say('reconnectBanner.stop') }
}
/** Ends the session with the last code. */
export const Stop = /* @__PURE__ */ part('ReconnectBanner.Stop', 'button', 'reconnect-banner-stop', useStop)

/** The icon of the cause. */
export function Icon() {
  const banner = useBanner()
  return banner && <Glyph d={banner.icon} />
}

/** Dots lit in turn while an attempt is under way. */
export function Busy() {
  return useBanner()?.busy ? <BusyDots part="reconnect-banner-lamps" /> : null
}

/** The countdown as a rail along the banner's bottom edge. */
export function Ticks() {
  const countdown = useBanner()?.countdown
  return countdown ? <Rail part="reconnect-banner-ticks" {...countdown} /> : null
}
