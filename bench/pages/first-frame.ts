/** Writes the time from navigation to the first painted frame, ms, to `<html data-first-frame-ms>`. */
export function reportFirstFrame(video: HTMLVideoElement): void {
  video.requestVideoFrameCallback(() => {
    document.documentElement.dataset['firstFrameMs'] = String(performance.now())
  })
}
