'use client'
import { forwardRef } from 'react'
import { createSession, type Refreshable } from '@standby/core'
import { hls, type HlsOptions } from '@standby/hls'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { useCreateSession } from '../../session/useCreateSession.ts'
import { PlayerFrame, type PlayerFrameProps } from '../StreamPlayer/PlayerFrame.tsx'
import { defined, type OrUndefined } from './defined.ts'

/** Read when the session is made, and not compared; another `src` string is another session. */
interface HlsPlayerOptions extends OrUndefined<Omit<HlsOptions, 'src'>> {
  /** The playlist's address. A function is asked before each attempt, and once after a 401 or 403. */
  src: Refreshable<string>
  /** Starts by itself. Without it the viewer presses Play first. */
  autoPlay?: boolean | undefined
  muted?: boolean | undefined
  /** How long an encoder that went away is waited for, ms; 0 to 1,800,000. */
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
      ...defined({ ...choices, hlsConfig, hls: engine, id, status }),
      src: current(src, address),
    })
    // While React renders what is around it.
    if (autoPlay) source.preload?.()
    return createSession({ ...defined({ muted, reconnectWindowMs }), source, autoStart: autoPlay })
  }
  const session = useCreateSession(make, typeof src === 'string' ? src : (id ?? anyFunction))
  return <PlayerFrame {...frame} session={session} ref={ref} />
})

/** Functions are not compared. */
const anyFunction = Symbol('src')

/** An inline function is another one with every render: the latest is asked. */
function current(
  src: Refreshable<string>,
  address: { readonly current: Refreshable<string> },
): Refreshable<string> {
  if (typeof src === 'string') return src
  return (why) => (typeof address.current === 'function' ? address.current(why) : address.current)
}
