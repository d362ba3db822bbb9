'use client'
import { useMemo } from 'react'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { BusyDots } from '../../primitives/icons/BusyDots.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useSpinDelay } from '../../primitives/spin-delay/use-spin-delay.ts'
import { stallIndicatorMessages } from './StallIndicator.messages.ts'

export interface StallIndicatorState {
  /** `leaving`: the picture moves again, and the chip stays for the rest of its minimum time. */
  readonly phase: 'shown' | 'leaving'
}

function useStallIndicator(): StallIndicatorState | null {
  const hasMedia = useSession(({ status }) => status === 'streaming' || status === 'idle')
  const stalled = useSession(({ playback }) => playback === 'stalled')
  const phase = useSpinDelay(hasMedia && stalled)
  // Other statuses have a surface of their own, which replaces this one at once.
  return useMemo(() => (hasMedia && phase !== 'hidden' ? { phase } : null), [hasMedia, phase])
}

function useRoot(stall: StallIndicatorState | null) {
  const t = useMessages(stallIndicatorMessages)
  const text = t('stallIndicator.buffering')
  useAnnounced(stall?.phase === 'shown' ? text : null)
  if (!stall) return null
  return {
    'data-surface': 'chip',
    // The picture moves again: the chip stays for its minimum time, but must not spin.
    'data-leaving': stall.phase === 'leaving' ? '' : undefined,
    children: (
      <>
        <BusyDots part="stall-indicator-lamps" />
        <span>{text}</span>
      </>
    ),
  }
}
/** Shown when playback has stalled for 400 ms while the session goes on. */
export const Root = /* @__PURE__ */ part(
  'StallIndicator.Root',
  'div',
  'stall-indicator',
  useStallIndicator,
  useRoot,
)
