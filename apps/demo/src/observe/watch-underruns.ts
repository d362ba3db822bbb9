/** With less than this ahead, s, a waiting player counts as out of media. A frame lasts 0.04 s. */
const emptyBelowS = 0.2

/**
 * Notes each moment, epoch ms, at which the element waits because nothing is buffered, even for a short time. A wait
 * during a seek or with media ahead does not count. Returns the function that stops.
 */
export function watchUnderruns(video: HTMLVideoElement, moments: number[]): () => void {
  const look = () => {
    if (!video.seeking && !video.ended && aheadOf(video) < emptyBelowS) moments.push(Date.now())
  }
  video.addEventListener('waiting', look)
  return () => video.removeEventListener('waiting', look)
}

function aheadOf({ buffered, currentTime }: HTMLVideoElement): number {
  for (let range = 0; range < buffered.length; range++) {
    const [start, end] = [buffered.start(range), buffered.end(range)]
    if (start <= currentTime && currentTime <= end) return end - currentTime
  }
  return 0
}
