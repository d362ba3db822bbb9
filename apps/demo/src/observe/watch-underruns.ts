/** With less than this ahead of it, s, a player that waits has nothing to play: a frame is 0.04 s. */
const LEFT_S = 0.2

/**
 * Notes each moment, epoch ms, at which the element waits because nothing is buffered, however short; not while it
 * seeks, nor when it is late with what it has. Returns the function that stops.
 */
export function watchUnderruns(video: HTMLVideoElement, moments: number[]): () => void {
  const look = () => {
    if (!video.seeking && !video.ended && aheadOf(video) < LEFT_S) moments.push(Date.now())
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
