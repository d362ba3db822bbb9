/** Delays between requests that fail, in ms. All jittered: a thousand viewers must not ask in step. */

/** How often a missing segment is asked for before it is skipped. */
export const segmentTries = 3

/** 401 and 403 are asked again so often before they count: some origins refuse for a moment after a restart. */
export const refusalTries = 2

/**
 * A playlist that fails in mid-stream: never denser than hls.js polls a list that stands still (half a target
 * duration), for the first dozen tries, then growing to 5 s.
 */
export function playlistRetryDelay(failures: number, targetDuration: number, random: () => number): number {
  const half = Math.max(targetDuration, 1) * 500
  const grown = half * 1.5 ** Math.max(0, failures - 12)
  return Math.max(half, Math.min(grown, 5000)) * (1 + 0.4 * random())
}

export function segmentRetryDelay(random: () => number): number {
  return 500 + 200 * random()
}

/** A source that has to be loaded anew: quickly at first, at least 8 s apart after some minutes. */
export function reloadDelay(attempt: number, random: () => number): number {
  const cap = attempt < 30 ? 2200 : 8000
  return Math.min(1000 * 1.25 ** attempt, cap) * (0.75 + 0.5 * random())
}

/** An ended stream that may start again: nobody waits for it second by second. */
export function restartPollDelay(attempt: number, random: () => number): number {
  return Math.min(4000 * 1.15 ** attempt, 20_000) * (0.75 + 0.5 * random())
}

/** A stream that has not started; long before its announced start there is no hurry. */
export function notLivePollDelay(attempt: number, msToStart: number | null, random: () => number): number {
  const usual = reloadDelay(attempt, random)
  if (msToStart === null || msToStart < 30_000) return usual
  return Math.max(usual, Math.min(msToStart / 4, 30_000) * (0.75 + 0.5 * random()))
}

/** A stream of which the platform says when it is on: looked for all the same, in case its word is lost. */
export function announcedPollDelay(random: () => number): number {
  return 180_000 * (0.75 + 0.5 * random())
}
