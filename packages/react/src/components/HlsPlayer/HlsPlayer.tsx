'use client'
import { forwardRef } from 'react'
import { createSession, type Refreshable } from '@standby/core'
import { hls, type HlsOptions } from '@standby/hls'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { omitUndefined, type OrUndefined } from '../../primitives/props/omit-undefined.ts'
import { useCreateSession } from '../../session/useCreateSession.ts'
import { PlayerFrame, type PlayerFrameProps } from '../StreamPlayer/PlayerFrame.tsx'

/** Read once, when the session is created, and not compared later. A new `src` string creates a new session. */
interface HlsPlayerOptions extends OrUndefined<Omit<HlsOptions, 'src'>> {
  /** The playlist's address. A function is called before each attempt, and once after a 401 or 403. */
  src: Refreshable<string>
  /** Starts by itself. Default `false`: the viewer presses Play first. */
  autoPlay?: boolean | undefined
  muted?: boolean | undefined
  /** How long the player waits for a lost encoder, ms; 0 to 1,800,000. */
  reconnectWindowMs?: number | undefined
}

export type HlsPlayerProps = PlayerFrameProps & HlsPlayerOptions

/** A live HLS stream with everything a viewer sees around it. Renders a `<section>`. */
export const HlsPlayer = forwardRef<HTMLElement, HlsPlayerProps>(function HlsPlayer(props, ref) {
  const { src, autoPlay = false, muted, reconnectWindowMs, ...rest } = props
  const { captions, alternateAudio, latencyMode, watchForRestart, startsAt, startPosition, dvr, ...others } =
    rest
  const { hlsConfig, hls: engine, id, status, ...frame } = others
  const address = useLatest(src)
  const make = () => {
    const choices = { captions, alternateAudio, latencyMode, watchForRestart, startsAt, startPosition, dvr }
    const source = hls({
      ...omitUndefined({ ...choices, hlsConfig, hls: engine, id, status }),
      src: latestSrc(src, address),
    })
    // Starts the download early, while React still renders the rest.
    if (autoPlay) source.preload?.()
    return createSession({ ...omitUndefined({ muted, reconnectWindowMs }), source, autoStart: autoPlay })
  }
  const session = useCreateSession(make, typeof src === 'string' ? src : (id ?? anyFunction))
  return <PlayerFrame {...frame} session={session} startsItself={autoPlay} ref={ref} />
})

/** One key for all `src` functions: functions are not compared. */
const anyFunction = Symbol('src')

/** Calls the function of the last render: an inline function is a new one on every render. */
function latestSrc(
  src: Refreshable<string>,
  address: { readonly current: Refreshable<string> },
): Refreshable<string> {
  if (typeof src === 'string') return src
  return (why) => (typeof address.current === 'function' ? address.current(why) : address.current)
}
