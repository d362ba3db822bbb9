'use client'
import { useEffect, useMemo, useRef } from 'react'
import { useLiveSample } from '../../hooks/media/useLive.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { followPlayback, type DescribePosition } from './follow-playback.ts'
import { seekBarMessages } from './SeekBar.messages.ts'
import { hasWindow } from './seek.ts'

export interface SeekBarState {
  /** The text for a position, by its distance to the live edge in ms. */
  readonly describe: DescribePosition
}

/** Holds no position: that changes with every sample, and is written without rendering. */
function useSeekBar(): SeekBarState | null {
  const shown = useLiveSample(hasWindow)
  const t = useMessages(seekBarMessages)
  const { clock } = useFormat()
  return useMemo(() => {
    if (!shown) return null
    const describe: DescribePosition = (behindMs) =>
      behindMs < 1000 ? t('seekBar.live') : t('seekBar.behind', { time: clock(behindMs) })
    return { describe }
  }, [shown, t, clock])
}
const seekBar = /* @__PURE__ */ compound('SeekBar', useSeekBar)

function useRoot(bar: SeekBarState | null) {
  const session = useSessionHandle()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (bar && ref.current) return followPlayback(session, ref.current, bar.describe)
  }, [bar, session])
  return bar && { ref }
}
/** Keeps the slider inside it at the playback position, without rendering. Nothing where there is no DVR window. */
export const Root = /* @__PURE__ */ seekBar.root('Root', 'div', useRoot)

function useSlider() {
  const t = useMessages(seekBarMessages)
  return {
    'data-rail': '',
    type: 'range',
    step: 'any',
    // Left to right in every language: it shows time, like the play icon, not reading order.
    dir: 'ltr',
    'aria-label': t('seekBar.label'),
  }
}
/** An `<input type="range">` in media time, s. */
export const Slider = /* @__PURE__ */ seekBar.part('Slider', 'input', useSlider)

/** Shows the moment under the pointer. Hidden from screen readers. */
export const Preview = /* @__PURE__ */ seekBar.part('Preview', 'span', () => ({
  'aria-hidden': true,
}))
