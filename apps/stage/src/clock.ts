/**
 * The clock that the encoder paints into the top left corner of every picture. A grid of black and white cells holds
 * the time of encoding and the run of the encoder. A test that reads the clock from the viewer's picture gets the
 * glass-to-glass latency, and detects an old picture that is shown again.
 *
 * Pure and safe in browsers. The encoder paints from the same constants (see `picture.ts`).
 */

/** Where the clock lies, in pixels of the level 0 picture; every other size is a scaled copy of it. */
export const clockLayout = {
  pictureWidth: 640,
  pictureHeight: 360,
  left: 16,
  top: 16,
  /** One cell is one H.264 macroblock of the large picture, so blocking artefacts fall on its edges. */
  cell: 16,
  columns: 16,
  rows: 4,
  /** Cells are read row by row, least significant bit first: time, then run, then checksum. */
  timeBits: 41,
  runBits: 8,
  checksumBits: 15,
} as const

/** `checksum = (high × timeHigh + low × timeLow + run × … + offset) mod modulus`: cheap in an ffmpeg filter expression. */
export const clockChecksum = {
  high: 7919,
  low: 104_729,
  run: 15_485_863,
  offset: 12_345,
  /** The largest prime below 2^15: no error in a single bit goes unnoticed. */
  modulus: 32_749,
  /** Milliseconds are split in two at this power of two, to stay exact in double precision. */
  split: 2 ** 21,
} as const

export interface ClockReading {
  /** Which run of the encoder painted the frame, modulo 256. */
  readonly run: number
  /** Epoch milliseconds of the encoder's wall clock when it painted the frame. */
  readonly timeMs: number
}

/** What `readClock` needs of an `ImageData`: RGBA, row by row. */
export interface ClockImage {
  readonly data: ArrayLike<number>
  readonly width: number
  readonly height: number
}

/** The checksum of a painted time and run. */
export function checksumOf(timeMs: number, run: number): number {
  const { high, low, run: runFactor, offset, modulus, split } = clockChecksum
  return (Math.floor(timeMs / split) * high + (timeMs % split) * low + run * runFactor + offset) % modulus
}

/** Min distance of a cell's mean brightness from middle grey; real black and white are 127 away. */
const minContrast = 36

/**
 * Reads the painted clock from a picture of any size (min about 120 × 68) in the stream's own aspect ratio.
 * Returns null without a valid clock: another picture, a half-decoded frame, or a wrong checksum.
 */
export function readClock(image: ClockImage): ClockReading | null {
  const { columns, rows, timeBits, runBits, checksumBits } = clockLayout
  if (!isPicture(image)) return null
  let index = 0
  const next = (bits: number): number | null => {
    let value = 0
    for (let bit = 0; bit < bits; bit++, index++) {
      const brightness = cellBrightness(image, index % columns, Math.floor(index / columns))
      if (Math.abs(brightness - 127.5) < minContrast) return null
      if (brightness > 127.5) value += 2 ** bit
    }
    return value
  }
  const timeMs = next(timeBits)
  const run = timeMs === null ? null : next(runBits)
  const checksum = run === null ? null : next(checksumBits)
  if (timeMs === null || run === null || checksum === null || index !== columns * rows) return null
  return checksum === checksumOf(timeMs, run) ? { run, timeMs } : null
}

function isPicture(image: ClockImage): boolean {
  const { data, width, height } = image
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width > 0 &&
    height > 0 &&
    data.length >= width * height * 4
  )
}

/** Mean brightness, 0–255, of the middle of a cell: its edges carry the neighbour's ringing. */
function cellBrightness(image: ClockImage, column: number, row: number): number {
  const { pictureWidth, pictureHeight, left, top, cell } = clockLayout
  const scaleX = image.width / pictureWidth
  const scaleY = image.height / pictureHeight
  const span = (start: number, scale: number, limit: number): [number, number] => {
    const from = Math.min(limit - 1, Math.floor((start + cell * 0.25) * scale + 0.5))
    return [from, Math.min(limit, Math.max(from + 1, Math.floor((start + cell * 0.75) * scale + 0.5)))]
  }
  const [x0, x1] = span(left + column * cell, scaleX, image.width)
  const [y0, y1] = span(top + row * cell, scaleY, image.height)
  let sum = 0
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const at = (y * image.width + x) * 4
      sum +=
        0.299 * (image.data[at] ?? 0) + 0.587 * (image.data[at + 1] ?? 0) + 0.114 * (image.data[at + 2] ?? 0)
    }
  }
  return sum / ((x1 - x0) * (y1 - y0))
}
