/** A point of the picture: 0 to 1 from its left and top edge, without the letterbox. */
export interface PicturePoint {
  readonly x: number
  readonly y: number
  /** `false` on the bars or outside the view; `x` and `y` are then the nearest point of the picture. */
  readonly inside: boolean
}

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Maps a pointer to the picture. `x` and `y` are px in the view's own space (`offsetX`), where the browser has already
 * undone all transforms of the view. Only the video's own position and transform are left to undo. `null` while there
 * is no picture.
 */
export function picturePoint(x: number, y: number, video: HTMLVideoElement): PicturePoint | null {
  const box = { width: video.offsetWidth, height: video.offsetHeight }
  const picture = { width: video.videoWidth, height: video.videoHeight }
  if (!box.width || !box.height || !picture.width || !picture.height) return null
  const style = getComputedStyle(video)
  const point = untransformed({ x, y }, style)
  const shown = shownSize(box, picture, style.objectFit)
  const [left = '', top = ''] = style.objectPosition.split(' ')
  const across = (point.x - offset(left, box.width - shown.width)) / shown.width
  const down = (point.y - offset(top, box.height - shown.height)) / shown.height
  // `cover` cuts off parts of the picture: there the view's edge counts, not the picture's.
  const inView = point.x >= 0 && point.x <= box.width && point.y >= 0 && point.y <= box.height
  return {
    x: clamp(across),
    y: clamp(down),
    inside: inView && across >= 0 && across <= 1 && down >= 0 && down <= 1,
  }
}

function shownSize(box: Size, picture: Size, fit: string): Size {
  const [across, down] = [box.width / picture.width, box.height / picture.height]
  const scales: Record<string, number> = {
    contain: Math.min(across, down),
    cover: Math.max(across, down),
    none: 1,
    'scale-down': Math.min(1, across, down),
  }
  const scale = scales[fit]
  return scale === undefined ? box : { width: picture.width * scale, height: picture.height * scale }
}

/** One value of the computed `object-position`: a percentage of the space that is left, or px. */
function offset(position: string, left: number): number {
  const value = Number.parseFloat(position)
  if (Number.isNaN(value)) return left / 2
  return position.endsWith('%') ? (left * value) / 100 : value
}

/** Undoes a CSS transform of the video element itself, e.g. mirroring or rotation. */
function untransformed(
  point: { x: number; y: number },
  style: CSSStyleDeclaration,
): { x: number; y: number } {
  if (!style.transform || style.transform === 'none') return point
  const [originX = 0, originY = 0] = style.transformOrigin.split(' ').map(Number.parseFloat)
  const { x, y } = new DOMMatrix(style.transform)
    .inverse()
    .transformPoint({ x: point.x - originX, y: point.y - originY })
  return { x: x + originX, y: y + originY }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
