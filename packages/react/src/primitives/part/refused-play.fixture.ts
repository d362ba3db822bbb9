import type { Session } from '@standby/core'

/**
 * Makes the session's video behave as in a browser that refuses to play: `with-sound` allows only muted playback,
 * `at-all` allows none. Then reports loaded metadata, so that the session tries to play.
 */
export function refuseToPlay({ media }: Session, refused: 'with-sound' | 'at-all'): void {
  const video = media.video
  if (!video) throw new Error('Mount a StreamView first: it creates the video')
  video.play = () =>
    refused === 'with-sound' && video.muted
      ? Promise.resolve()
      : Promise.reject(new DOMException('a gesture first', 'NotAllowedError'))
  video.dispatchEvent(new Event('loadedmetadata'))
}
