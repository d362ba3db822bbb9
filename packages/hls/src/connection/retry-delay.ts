/** Delays between failed requests, in ms. All have jitter: a thousand viewers must not ask at the same time. */

/**
 * A playlist request that fails in mid-stream. The delay is never shorter than half a target duration, at which hls.js
 * polls a playlist that does not change. After 12 failures it grows to 5 s.
 */
export function playlistRetryDelay(failures: number, targetDuration: number, random: () => number): number {
  const half = Math.max(targetDuration, 1) * 500
  const grown = half * 1.5 ** Math.max(0, failures - 12)
  return Math.max(half, Math.min(grown, 5000)) * (1 + 0.4 * random())
}

export function segmentRetryDelay(random: () => number): number {
  return 500 + 200 * random()
}

/** A stream that has to be reloaded: 1 s at first, up to 2.2 s; about 8 s from the 30th attempt on. */
export function reloadDelay(attempt: number, random: () => number): number {
  const cap = attempt < 30 ? 2200 : 8000
  return Math.min(1000 * 1.25 ** attempt, cap) * (0.75 + 0.5 * random())
}

/** An ended stream that may start again: 4 s at first, growing to 20 s. Few viewers wait for it. */
export function restartPollDelay(attempt: number, random: () => number): number {
  return Math.min(4000 * 1.15 ** attempt, 20_000) * (0.75 + 0.5 * random())
}

/** A stream that has not started. Long before its announced start, polls are up to 30 s apart. */
export function notLivePollDelay(attempt: number, msToStart: number | null, random: () => number): number {
  const usual = reloadDelay(attempt, random)
  if (msToStart === null || msToStart < 30_000) return usual
  return Math.max(usual, Math.min(msToStart / 4, 30_000) * (0.75 + 0.5 * random()))
}

/** A stream whose start the platform will announce. It is polled every 3 min, in case the announcement is lost. */
export function announcedPollDelay(random: () => number): number {
  return 180_000 * (0.75 + 0.5 * random())
}
