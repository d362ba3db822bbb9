/** A picture in I420: brightness, then the two colour differences at half the width and height. */
export interface Canvas {
  readonly width: number
  readonly height: number
  /** All three planes, one behind the other: what an encoder reads. */
  readonly bytes: Buffer
  readonly luma: Buffer
  readonly blue: Buffer
  readonly red: Buffer
  /** Fills a rectangle given in fractions of the picture; cut off at its edges. */
  fill(area: { x: number; y: number; width: number; height: number }, colour: Colour): void
}

/** Brightness 16–235; colour differences around 128. */
export interface Colour {
  readonly luma: number
  readonly blue?: number
  readonly red?: number
}

export const white: Colour = { luma: 235 }
export const black: Colour = { luma: 16 }

/** Width and height must be even. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = width * height
  const bytes = Buffer.alloc(pixels * 1.5, 128)
  const luma = bytes.subarray(0, pixels)
  const blue = bytes.subarray(pixels, pixels * 1.25)
  const red = bytes.subarray(pixels * 1.25)
  // Both planes keep whole pixels this way.
  const even = (fraction: number, most: number): number =>
    Math.max(0, Math.min(most, Math.round((fraction * most) / 2) * 2))
  return {
    width,
    height,
    bytes,
    luma,
    blue,
    red,
    fill(area, colour) {
      const [left, right] = [even(area.x, width), even(area.x + area.width, width)]
      const [top, bottom] = [even(area.y, height), even(area.y + area.height, height)]
      for (let y = top; y < bottom; y++) luma.fill(colour.luma, y * width + left, y * width + right)
      for (let y = top / 2; y < bottom / 2; y++) {
        const row = (y * width) / 2
        blue.fill(colour.blue ?? 128, row + left / 2, row + right / 2)
        red.fill(colour.red ?? 128, row + left / 2, row + right / 2)
      }
    },
  }
}
