/** Max gap that browsers play over, s. */
const tolerance = 0.1

/** Media that can be played without a break from the playhead, s. */
export function bufferedAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) - tolerance <= currentTime && currentTime < buffered.end(i))
      return buffered.end(i) - currentTime
  return 0
}

/** Start of the next buffered range after the playhead, s; `null` without one. */
export function nextBuffered({ buffered, currentTime }: HTMLVideoElement): number | null {
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) > currentTime + tolerance) return buffered.start(i)
  return null
}
