/**
 * The machine-readable parts of a worker's picture: the strip at its top (clock, worker, frame) and the traces of input.
 * A test reads them from the viewer's picture, and gets the latency, the worker, and whether input arrived.
 *
 * Pure and safe in browsers. The scene paints from the same constants (see `scene.ts`). Every length is a fraction
 * of the picture, so that any size can be read (min about 160 × 90).
 */

/** What these functions need of an `ImageData`: RGBA, row by row. */
export interface PictureImage {
  readonly data: ArrayLike<number>
  readonly width: number
  readonly height: number
}

/** The strip: rows of black and white cells over the whole width, least significant bit first. */
export const stripLayout = {
  columns: 20,
  rows: 4,
  height: 1 / 6,
  timeBits: 41,
  workerBits: 8,
  frameBits: 16,
  checksumBits: 15,
} as const

/** Typed characters at the bottom, each 2 × 4 cells. A place without a character stays unpainted. */
export const textLayout = { characters: 12, columns: 2, rows: 4, top: 5 / 6, height: 1 / 6 } as const

/** A white square at the place of a click or tap, shown for a second. */
export const markLayout = { size: 1 / 20, lastsMs: 1000 } as const
/** The square that keys move. */
export const squareLayout = { size: 1 / 16 } as const
/** The square that a gamepad's first stick moves; a pressed button doubles it. */
export const padLayout = { size: 1 / 24 } as const
/** The bar at the right edge that the wheel fills, from its lower end. */
export const wheelLayout = { left: 0.95, width: 0.03, top: 0.22, height: 0.56 } as const

export interface StripReading {
  /** Epoch milliseconds of the worker's wall clock when it painted the frame. */
  readonly timeMs: number
  /** Modulo 256. */
  readonly worker: number
  /** Frames painted so far, modulo 65536. */
  readonly frame: number
}

/** The largest prime below 2^15: no error in a single bit goes unnoticed. */
const modulus = 32_749
const splitAt = 2 ** 21

/** The cells of the strip, row by row. */
export function stripBits({ timeMs, worker, frame }: StripReading): boolean[] {
  const { timeBits, workerBits, frameBits, checksumBits } = stripLayout
  return [
    ...bitsOf(timeMs, timeBits),
    ...bitsOf(worker, workerBits),
    ...bitsOf(frame, frameBits),
    ...bitsOf(checksumOf(timeMs, worker % 2 ** workerBits, frame % 2 ** frameBits), checksumBits),
  ]
}

/** The cells of a character, row by row; characters beyond 8 bits become `?`. */
export function characterBits(character: string): boolean[] {
  const code = character.codePointAt(0) ?? 0
  return bitsOf(code > 0 && code < 256 ? code : '?'.charCodeAt(0), textLayout.columns * textLayout.rows)
}

/** Reads the strip. Null without a valid one: another picture, half a frame, or a wrong checksum. */
export function readStrip(image: PictureImage): StripReading | null {
  const { columns, rows, height, timeBits, workerBits, frameBits, checksumBits } = stripLayout
  if (!isPicture(image)) return null
  let index = 0
  const next = (bits: number): number | null => {
    const cells = Array.from({ length: bits }, () => {
      const cell = index++
      return readCell(image, {
        x: (cell % columns) / columns,
        y: (Math.floor(cell / columns) * height) / rows,
        width: 1 / columns,
        height: height / rows,
      })
    })
    return numberOf(cells)
  }
  const [timeMs, worker, frame, checksum] = [
    next(timeBits),
    next(workerBits),
    next(frameBits),
    next(checksumBits),
  ]
  if (timeMs == null || worker == null || frame == null || checksum == null) return null
  return checksum === checksumOf(timeMs, worker, frame) ? { timeMs, worker, frame } : null
}

/** Whether a click's mark lies at this place. */
export function isMarked(image: PictureImage, x: number, y: number): boolean {
  const size = markLayout.size / 4
  return brightnessOf(image, { x: x - size / 2, y: y - size / 2, width: size, height: size }) > 200
}

/** Reads the typed text, max 12 characters. */
export function readText(image: PictureImage): string {
  const { characters, columns, rows, top, height } = textLayout
  let text = ''
  for (let place = 0; place < characters; place++) {
    const code = numberOf(
      Array.from({ length: columns * rows }, (_, cell) =>
        readCell(image, {
          x: (place + (cell % columns) / columns) / characters,
          y: top + (Math.floor(cell / columns) * height) / rows,
          width: 1 / characters / columns,
          height: height / rows,
        }),
      ),
    )
    if (!code) return text
    text += String.fromCharCode(code)
  }
  return text
}

/** How far the wheel has filled its bar, 0 to 1. */
export function readWheel(image: PictureImage): number {
  const { left, width, top, height } = wheelLayout
  const steps = 64
  let filled = 0
  for (let step = 0; step < steps; step++) {
    const area = {
      x: left + width / 4,
      y: top + (step * height) / steps,
      width: width / 2,
      height: height / steps,
    }
    if (brightnessOf(image, area) > 170) filled++
  }
  return filled / steps
}

/** The middle of the square that keys move, in fractions of the picture; null without one. */
export function findSquare(image: PictureImage): { x: number; y: number } | null {
  return middleOf(image, (red, green, blue) => red - green > 60 && blue - green > 60)
}

/** The middle of the gamepad's square, in fractions of the picture; null without one. */
export function findPad(image: PictureImage): { x: number; y: number } | null {
  return middleOf(image, (red, green, blue) => green - red > 60 && green - blue > 60)
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function checksumOf(timeMs: number, worker: number, frame: number): number {
  return (
    (Math.floor(timeMs / splitAt) * 7919 +
      (timeMs % splitAt) * 104_729 +
      worker * 15_485_863 +
      frame * 31 +
      12_345) %
    modulus
  )
}

function bitsOf(value: number, bits: number): boolean[] {
  return Array.from({ length: bits }, (_, bit) => Math.floor(value / 2 ** bit) % 2 === 1)
}

function numberOf(cells: readonly (boolean | null)[]): number | null {
  if (cells.includes(null)) return null
  return cells.reduce<number>((sum, cell, bit) => sum + (cell ? 2 ** bit : 0), 0)
}

/** Min distance of a cell's mean brightness from middle grey; real black and white are 127 away. */
const minContrast = 48

function readCell(image: PictureImage, cell: Area): boolean | null {
  // Only the middle of the cell: its edges carry the neighbours' ringing.
  const brightness = brightnessOf(image, {
    x: cell.x + cell.width / 4,
    y: cell.y + cell.height / 4,
    width: cell.width / 2,
    height: cell.height / 2,
  })
  return Math.abs(brightness - 127.5) < minContrast ? null : brightness > 127.5
}

/** Mean brightness of an area, 0–255; reads at least one pixel. */
function brightnessOf(image: PictureImage, area: Area): number {
  const { width, height, data } = image
  const span = (from: number, length: number, limit: number): [number, number] => {
    const first = Math.max(0, Math.min(limit - 1, Math.round(from * limit)))
    return [first, Math.max(first + 1, Math.min(limit, Math.round((from + length) * limit)))]
  }
  const [left, right] = span(area.x, area.width, width)
  const [top, bottom] = span(area.y, area.height, height)
  let sum = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4
      sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
    }
  }
  return sum / ((right - left) * (bottom - top))
}

/** The middle of all pixels of a colour; fewer than 9 count as noise. */
function middleOf(
  { data, width, height }: PictureImage,
  isColour: (red: number, green: number, blue: number) => boolean,
): { x: number; y: number } | null {
  let [count, sumX, sumY] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      if (!isColour(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue
      count++
      sumX += x + 0.5
      sumY += y + 0.5
    }
  }
  return count < 9 ? null : { x: sumX / count / width, y: sumY / count / height }
}

function isPicture({ data, width, height }: PictureImage): boolean {
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width > 0 &&
    height > 0 &&
    data.length >= width * height * 4
  )
}
