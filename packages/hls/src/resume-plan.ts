export interface ResumeFacts {
  /** Latency of the next frame that can be played, s. */
  readonly latency: number
  /** The latency to come back to, s. */
  readonly usual: number
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
 * played at once it is over before the next one is listed. Holding its first frame for one target duration puts that
 * next one in hand and gives back most of the latency. After the viewer was away it is the other way round: the
 * encoder went on, and what was missed is skipped in one go while the picture stands anyway.
 */
export function resumePlan({ latency, usual, step, targetDuration, stopped }: ResumeFacts): ResumePlan {
  if (!stopped) return { kind: 'go' }
  const excess = latency - usual
  if (excess > step / 2) return { kind: 'seek' }
  if (excess < -step / 4) return { kind: 'hold', ms: Math.min(targetDuration, -excess) * 1000 }
  return { kind: 'go' }
}
