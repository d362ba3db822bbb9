export interface LastFrame {
  /** Sets the canvas of the view that shows the video now, `null` without one. The copy moves with it. */
  moveTo(canvas: HTMLCanvasElement | null): void
  /** Copies the frame that the video shows. If it shows none, the previous copy stays. */
  keep(video: HTMLVideoElement): void
  /** Frees the copy: the video is visible again. */
  release(): void
}

/**
 * Keeps the last painted frame visible while the video has none: from a close or a reload to the next first
 * frame. A copy takes 1 ms at 640×360 and 8 ms at 1080p without a GPU.
 */
export function createLastFrame(): LastFrame {
  let canvas: HTMLCanvasElement | null = null
  let hasFrame = false
  /** The view of the canvas is gone. The canvas only keeps the frame for the next view. */
  let orphaned = false

  const copy = (picture: HTMLVideoElement | HTMLCanvasElement, width: number, height: number) => {
    if (!canvas || !width) return false
    try {
      const context = canvas.getContext('2d')
      if (!context) return false
      canvas.width = width
      canvas.height = height
      context.drawImage(picture, 0, 0)
      return true
    } catch {
      // The browser forbids copying this frame. The poster shows instead.
      clear()
      return false
    }
  }

  // Frees the pixels at once, 8 MB at 1080p. The garbage collector may take long.
  const clear = () => {
    if (canvas) canvas.width = 0
  }

  return {
    moveTo(next) {
      orphaned = hasFrame && !next
      if (orphaned || next === canvas) return
      const former = canvas
      canvas = next
      if (former) {
        if (hasFrame) hasFrame = copy(former, former.width, former.height)
        former.width = 0
      }
    },
    keep(video) {
      // A copy of a protected stream would be black.
      if (video.readyState >= 2 && !video.mediaKeys && copy(video, video.videoWidth, video.videoHeight))
        hasFrame = true
    },
    release() {
      if (hasFrame) clear()
      hasFrame = false
      if (orphaned) canvas = null
    },
  }
}
