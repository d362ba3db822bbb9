import { maxHold, minMissing } from '../limits.ts'

export interface ResumeFacts {
  /** How much further from the live edge than usual the next frame is, s. Negative: too close. */
  readonly excess: number
  /** How much one update of the playlist adds, s: the target duration, or a few parts. */
  readonly step: number
  /** EXT-X-TARGETDURATION, s. */
  readonly targetDuration: number
  /** Playback has stopped or not begun, so that a hold or a seek costs nothing. */
  readonly stopped: boolean
}

export type ResumePlan =
  | { readonly kind: 'go' }
  /** Show the new picture, and start it after `ms`. */
  | { readonly kind: 'hold'; readonly ms: number }
  /** Seek to the usual latency. */
  | { readonly kind: 'seek' }

/**
 * Decides how playback begins when new media is listed while it stands.
 *
 * After an outage of the far end, nothing was missed. The first new segment is one segment from the live edge. If it
 * were played at once, it would be over before the next one arrives. So its first frame is shown and held until the
 * next one is due. That also restores some of the latency. Slightly slower playback restores the rest.
 *
 * After an outage of the viewer's network it is the other way round: the encoder went on. One seek skips what was
 * missed, while the picture stands anyway.
 */
export function resumePlan({ excess, step, targetDuration, stopped }: ResumeFacts): ResumePlan {
  if (!stopped) return { kind: 'go' }
  if (excess > step / 2) return { kind: 'seek' }
  if (excess < -minMissing * step)
    return { kind: 'hold', ms: Math.min(maxHold * targetDuration, -excess) * 1000 }
  return { kind: 'go' }
}
