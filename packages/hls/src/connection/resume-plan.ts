/**
 * How long a hold lasts at most, in target durations. With less than half of one, playback would stop again whenever
 * the next segment is seen late; the list was asked for up to half of one before it showed the first.
 */
const longestHold = 0.75

/** Missing less than this, in steps, the next segment is in hand: playing slowly does. */
const leastHold = 0.75

export interface ResumeFacts {
  /** How much further from the live edge than usual the next frame is, s; negative: too close. */
  readonly excess: number
  /** How much one update of the list adds, s: the target duration, or a few parts. */
  readonly step: number
  /** s. */
  readonly targetDuration: number
  /** Playback has stopped or not begun: standing a little longer, or skipping, costs nothing. */
  readonly stopped: boolean
}

export type ResumePlan =
  | { readonly kind: 'go' }
  /** Show the new picture, let it move so much later. */
  | { readonly kind: 'hold'; readonly ms: number }
  /** Skip to the usual latency. */
  | { readonly kind: 'seek' }

/**
 * How playback begins when new media is listed while it stands.
 *
 * After the far end was away there is nothing to catch up with: the first new segment is one segment from the edge, and
 * played at once it is over before the next one is in hand. Its first frame is shown and held until that one is due, which
 * also gives back some of the latency; the rest comes back by playing a little slower. After the viewer was away it is the other way round: the
 * encoder went on, and what was missed is skipped in one go while the picture stands anyway.
 */
export function resumePlan({ excess, step, targetDuration, stopped }: ResumeFacts): ResumePlan {
  if (!stopped) return { kind: 'go' }
  if (excess > step / 2) return { kind: 'seek' }
  if (excess < -leastHold * step)
    return { kind: 'hold', ms: Math.min(longestHold * targetDuration, -excess) * 1000 }
  return { kind: 'go' }
}
