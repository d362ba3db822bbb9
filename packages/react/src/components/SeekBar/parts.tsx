'use client'
import { useEffect, useRef } from 'react'
import { useLiveSample } from '../../hooks/media/useLive.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { followPlayback, type DescribePosition } from './follow-playback.ts'
import { seekBarMessages } from './SeekBar.messages.ts'
import { hasWindow } from './seek.ts'

function useRoot() {
  const session = useSessionHandle()
  const shown = useLiveSample(hasWindow)
  const t = useMessages(seekBarMessages)
  const { clock } = useFormat()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown || !ref.current) return
    const describe: DescribePosition = (behindMs) =>
      behindMs < 1000 ? t('seekBar.live') : t('seekBar.behind', { time: clock(behindMs) })
    return followPlayback(session, ref.current, describe)
  }, [shown, session, t, clock])
  return shown ? { ref } : null
}
/** Keeps the slider inside it at the playback position, without rendering. Nothing where there is no DVR window. */
export const Root = /* @__PURE__ */ part('SeekBar.Root', 'div', 'seek-bar', useRoot)

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
export const Slider = /* @__PURE__ */ part('SeekBar.Slider', 'input', 'seek-bar-slider', useSlider)

function usePreview() {
  return { 'aria-hidden': true }
}
/** Shows the moment under the pointer. Hidden from screen readers. */
export const Preview = /* @__PURE__ */ part('SeekBar.Preview', 'span', 'seek-bar-preview', usePreview)
