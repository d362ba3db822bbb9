export interface LastFrame {
  /** The canvas of the view that shows the video now, `null` without one; what is held moves along. */
  moveTo(canvas: HTMLCanvasElement | null): void
  /** Copies the frame that the video shows. Where it shows none, what was held before stays. */
  hold(video: HTMLVideoElement): void
  /** Shows the video again, and frees the copy. */
  release(): void
}

/**
 * Keeps the last painted frame in sight while the video has none: from before a close or a reload to
 * the next first frame. A copy takes 1 ms at 640×360 and 8 ms at 1080p without a GPU.
 */
export function createLastFrame(): LastFrame {
  let canvas: HTMLCanvasElement | null = null
  let held = false
  /** The canvas left with its view, and only keeps the picture for the next one. */
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
      // A picture that must not be copied: the poster stands in.
      clear()
      return false
    }
  }

  // Freed at once; the collector would take its time over 8 MB of pixels.
  const clear = () => {
    if (canvas) canvas.width = 0
  }

  return {
    moveTo(next) {
      orphaned = held && !next
      if (orphaned || next === canvas) return
      const former = canvas
      canvas = next
      if (former) {
        if (held) held = copy(former, former.width, former.height)
        former.width = 0
      }
    },
    hold(video) {
      // Of a protected stream only black could be copied.
      if (video.readyState >= 2 && !video.mediaKeys && copy(video, video.videoWidth, video.videoHeight))
        held = true
    },
    release() {
      if (held) clear()
      held = false
      if (orphaned) canvas = null
    },
  }
}
