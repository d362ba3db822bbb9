import type { Session } from '@standby/core'

/**
 * Makes the session's video meet a browser that refuses to play: without sound it may (`with-sound` is what
 * is refused), or not at all. The video says that it loaded, so that the session tries.
 */
export function refuseToPlay({ media }: Session, refused: 'with-sound' | 'at-all'): void {
  const video = media.video
  if (!video) throw new Error('mount a StreamView first: it makes the video')
  video.play = () =>
    refused === 'with-sound' && video.muted
      ? Promise.resolve()
      : Promise.reject(new DOMException('a gesture first', 'NotAllowedError'))
  video.dispatchEvent(new Event('loadedmetadata'))
}
