/** Old Safari: the video alone can fill the screen, without its overlays. */
interface AppleVideo {
  webkitEnterFullscreen?: unknown
}

/** How this browser fills the screen: with any element, with a video only, or not at all. */
export function fullscreenSupport(): 'element' | 'video' | null {
  if (document.fullscreenEnabled) return 'element'
  const video: HTMLVideoElement & AppleVideo = HTMLVideoElement.prototype
  return typeof video.webkitEnterFullscreen === 'function' ? 'video' : null
}

export function fullscreenElement(): Element | null {
  return document.fullscreenElement ?? null
}

export function onFullscreenChange(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}
