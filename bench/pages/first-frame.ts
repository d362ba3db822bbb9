/** Puts the time from navigation to the first painted frame, ms, where the bench looks for it. */
export function reportFirstFrame(video: HTMLVideoElement): void {
  video.requestVideoFrameCallback(() => {
    document.documentElement.dataset['firstFrameMs'] = String(performance.now())
  })
}
