'use client'
import { useEffect, useRef } from 'react'
import { useLiveSample } from '../hooks/useLive.ts'
import { useSessionHandle } from '../hooks/useSessionHandle.ts'
import { useFormat, useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { followPlayback, type DescribePlace } from './seek-bar.ts'
import { smallestWindowMs } from './seek.ts'

function useSeek() {
  const hasWindow = useLiveSample((live) => (live?.seekableMs ?? 0) >= smallestWindowMs)
  return hasWindow ? { children: <SeekSlider /> } : null
}

/** Rounded to what the bar calls live, ms. */
const atLiveMs = 1000

/** Moves within the DVR window. Renders a `<div>` with a slider; nothing where there is no window. */
export const ControlsSeek = /* @__PURE__ */ part('div', 'controls-seek', useSeek)

/** Left to right in every language: it is time, as the play triangle is, and not reading order. */
function SeekSlider() {
  const session = useSessionHandle()
  const t = useMessages(controlsMessages)
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const preview = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!input.current || !preview.current) return
    const describe: DescribePlace = (behindMs) =>
      behindMs === null || behindMs < atLiveMs
        ? t('controls.seek.live')
        : t('controls.seek.behind', { time: format.clock(behindMs) })
    return followPlayback(session, { input: input.current, preview: preview.current }, describe)
  }, [session, t, format])
  return (
    <>
      <input
        ref={input}
        data-standby="controls-seek-slider"
        data-rail=""
        type="range"
        step="any"
        dir="ltr"
        aria-label={t('controls.seek')}
      />
      <span ref={preview} data-standby="controls-seek-preview" aria-hidden="true" />
    </>
  )
}
