/** A gap this small is played over. */
const tolerance = 0.1

/** s of media that can be played without a break from the playhead. */
export function bufferedAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) - tolerance <= currentTime && currentTime < buffered.end(i))
      return buffered.end(i) - currentTime
  return 0
}

/** Start of the next buffered range after the playhead. */
export function nextBuffered({ buffered, currentTime }: HTMLVideoElement): number | null {
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) > currentTime + tolerance) return buffered.start(i)
  return null
}
