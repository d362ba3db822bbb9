/** A picture in I420: luma, then both chroma planes at half the width and height. */
export interface Canvas {
  readonly width: number
  readonly height: number
  /** All three planes in sequence, as an encoder reads them. */
  readonly bytes: Buffer
  readonly luma: Buffer
  readonly blue: Buffer
  readonly red: Buffer
  /** Fills a rectangle, in fractions of the picture; clipped to its edges. */
  fill(area: { x: number; y: number; width: number; height: number }, colour: Colour): void
}

/** Luma 16–235; chroma around 128. */
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
  // Rounds to even pixels, so that chroma planes have whole pixels.
  const even = (fraction: number, size: number): number =>
    Math.max(0, Math.min(size, Math.round((fraction * size) / 2) * 2))
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
