'use client'
import { useEffect, useRef } from 'react'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useClock } from '../../primitives/context/clock.ts'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { useTracks } from '../../session/reading/use-tracks.ts'
import { warnOnce } from '../../primitives/warning/warn-once.ts'
import { streamInputMessages } from './StreamInput.messages.ts'

export interface StreamInputProps {
  /** Sends Tab to the far end too. Holding Escape for 1 s then leaves the picture. Default `false`. */
  captureTab?: boolean | undefined
}

/** A pinch zooms the page; a swipe does not scroll it. */
const pinchOnly = { touchAction: 'pinch-zoom' }

/**
 * Sends pointer, wheel, keys and gamepads on the picture to the far end. Where the source takes no input it renders
 * nothing and loads no code. `StreamOverlays` contains one.
 */
export function StreamInput({ captureTab = false }: StreamInputProps) {
  return useTracks('input') ? <Surface captureTab={captureTab} /> : null
}

function Surface({ captureTab }: { captureTab: boolean }) {
  const session = useSessionHandle()
  const clock = useClock()
  const surface = useRef<HTMLDivElement>(null)
  const tab = useLatest(captureTab)
  const t = useMessages(streamInputMessages)
  const describedBy = `${session.id}-input`
  useEffect(() => {
    const element = surface.current
    if (!element) return
    let stop: (() => void) | null = null
    let gone = false
    import('./capture-input.ts').then(
      ({ captureInput }) => {
        if (!gone) stop = captureInput({ session, surface: element, clock, captureTab: () => tab.current })
      },
      () =>
        warnOnce(
          'input-missing',
          `the code that captures input did not load, so the viewer's input does not reach the stream. ` +
            `The network failed, or a newer version of the site has replaced its files. Reload the page.`,
        ),
    )
    return () => {
      gone = true
      stop?.()
    }
  }, [session, clock, tab])
  return (
    <div
      ref={surface}
      data-standby="stream-input"
      data-focus="inside"
      role="application"
      // It takes keys, so it must be in reach of the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('streamInput.label')}
      aria-describedby={describedBy}
      style={pinchOnly}
    >
      <span id={describedBy} hidden>
        {t(captureTab ? 'streamInput.description.tab' : 'streamInput.description')}
      </span>
    </div>
  )
}
