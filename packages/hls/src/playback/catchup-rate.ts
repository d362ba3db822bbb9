/** What the playback rate is decided on. All in s. */
export interface CatchupFacts {
  /** How much further from the live edge than usual; negative: too close. */
  readonly excess: number
  /** Media buffered after the playhead. */
  readonly ahead: number
  /** The target duration; for low latency a few parts. */
  readonly step: number
  /** The rate it plays at now. */
  readonly rate: number
}

/**
 * The playback rate that brings the latency back without being noticed: slow while too close to the edge, where the
 * next late segment would stop playback again; fast while too far from it, as long as the buffer allows.
 */
export function playbackRate({ excess, ahead, step, rate }: CatchupFacts): number {
  const settled = Math.abs(excess) <= 0.05 * step
  const correcting = rate !== 1 && Math.sign(excess) === Math.sign(rate - 1)
  // Starting to correct needs more than going on with it: no flutter around the threshold.
  if (settled || (!correcting && Math.abs(excess) <= 0.35 * step)) return 1
  if (excess < 0) return -excess > 0.5 * step ? 0.9 : 0.95
  // The same for the buffer that playing fast uses up.
  if (ahead < (correcting ? 0.5 : 1) * step) return 1
  // A viewer who was left far behind by a far end that fell behind itself: the buffer holds what is missing.
  if (excess > 2 * step && ahead > 3 * step) return 1.2
  return excess > 1.5 * step ? 1.1 : 1.05
}
