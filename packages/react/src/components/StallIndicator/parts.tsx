'use client'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { BusyDots } from '../../primitives/icons/BusyDots.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useSpinDelay } from '../../primitives/spin-delay/use-spin-delay.ts'
import { stallIndicatorMessages } from './StallIndicator.messages.ts'

function useRoot() {
  const hasMedia = useSession(({ status }) => status === 'streaming' || status === 'idle')
  const stalled = useSession(({ playback }) => playback === 'stalled')
  const phase = useSpinDelay(hasMedia && stalled)
  const t = useMessages(stallIndicatorMessages)
  const text = t('stallIndicator.buffering')
  useAnnounced(phase === 'shown' ? text : null)
  // Other statuses have a surface of their own, which replaces this one at once.
  if (!hasMedia || phase === 'hidden') return null
  return {
    'data-surface': 'chip',
    // The picture moves again: the chip stays for its minimum time, but must not spin.
    'data-leaving': phase === 'leaving' ? '' : undefined,
    children: (
      <>
        <BusyDots part="stall-indicator-lamps" />
        <span>{text}</span>
      </>
    ),
  }
}
/** Shown when playback has stalled for 400 ms while the session goes on. */
export const Root = /* @__PURE__ */ part('StallIndicator.Root', 'div', 'stall-indicator', useRoot)
