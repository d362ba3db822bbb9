/** What the playback rate depends on. Times in s. */
export interface CatchupFacts {
  /** How much further from the live edge than usual. Negative: too close. */
  readonly excess: number
  /** Media buffered after the playhead. */
  readonly ahead: number
  /** The target duration. For low latency: a few parts. */
  readonly step: number
  /** The current playback rate. */
  readonly rate: number
}

/**
 * The playback rate that brings the latency back without the viewer noticing. Too close to the live edge, playback is
 * slower, because the next late segment would stop it again. Too far from the edge, it is faster, as long as the buffer
 * allows.
 */
export function playbackRate({ excess, ahead, step, rate }: CatchupFacts): number {
  const settled = Math.abs(excess) <= 0.05 * step
  const correcting = rate !== 1 && Math.sign(excess) === Math.sign(rate - 1)
  // The threshold to start a correction is higher than the one to go on, so that the rate does not flutter.
  if (settled || (!correcting && Math.abs(excess) <= 0.35 * step)) return 1
  if (excess < 0) return -excess > 0.5 * step ? 0.9 : 0.95
  // Playing fast uses up the buffer. Its threshold has the same two levels.
  if (ahead < (correcting ? 0.5 : 1) * step) return 1
  // The far end fell behind and the viewer with it. The buffer holds what is missing.
  if (excess > 2 * step && ahead > 3 * step) return 1.2
  return excess > 1.5 * step ? 1.1 : 1.05
}
