import type { PictureImage } from './picture-code.ts'

/** Converts an I420 picture to RGBA, as a browser shows it. */
export function toImage(bytes: Buffer, width: number, height: number): PictureImage {
  const data = new Uint8ClampedArray(width * height * 4)
  const pixels = width * height
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const chroma = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2)
      const luma = 1.164 * ((bytes[at] ?? 0) - 16)
      const blue = (bytes[pixels + chroma] ?? 0) - 128
      const red = (bytes[pixels * 1.25 + chroma] ?? 0) - 128
      data.set([luma + 1.596 * red, luma - 0.392 * blue - 0.813 * red, luma + 2.017 * blue, 255], at * 4)
    }
  }
  return { data, width, height }
}
