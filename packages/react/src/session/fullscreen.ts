/** Old Safari: only the video can be fullscreen, without overlays. */
interface AppleVideo {
  webkitEnterFullscreen?: unknown
}

/** What this browser can show fullscreen: any element, only a video, or nothing (`null`). */
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
