import { checksumOf, clockLayout, type ClockImage } from './clock.ts'

/** A picture as the encoder would paint it, without going through an encoder. */
export class PaintedPicture implements ClockImage {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number

  constructor(width: number, height: number, grey = 100) {
    this.width = width
    this.height = height
    this.data = new Uint8ClampedArray(width * height * 4).fill(grey)
  }

  /** Paints the clock; `flip` inverts the cells with these indexes. */
  paint(timeMs: number, run: number, flip: readonly number[] = []): this {
    const { columns, rows, cell, left, top, pictureWidth, pictureHeight } = clockLayout
    clockBits(timeMs, run).forEach((bit, index) => {
      const value = bit === flip.includes(index) ? 0 : 255
      const x = left + (index % columns) * cell
      const y = top + Math.floor(index / columns) * cell
      const scale = (at: number, size: number, full: number): number => Math.round((at * size) / full)
      this.fill(
        scale(x, this.width, pictureWidth),
        scale(y, this.height, pictureHeight),
        scale(x + cell, this.width, pictureWidth),
        scale(y + cell, this.height, pictureHeight),
        value,
      )
    })
    if (clockBits(timeMs, run).length !== columns * rows) throw new Error('the layout does not fill its grid')
    return this
  }

  fill(x0: number, y0: number, x1: number, y1: number, value: number): this {
    for (let y = y0; y < y1; y++) {
      this.data.fill(value, (y * this.width + x0) * 4, (y * this.width + x1) * 4)
    }
    return this
  }

  /** Adds noise of up to ± `amount` to every channel, the same on every call with the same seed. */
  disturb(amount: number, seed = 1): this {
    let state = seed
    for (let at = 0; at < this.data.length; at++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      this.data[at] = (this.data[at] ?? 0) + ((state >>> 16) / 32_768 - 1) * amount
    }
    return this
  }

  /** A mean over `2 × radius + 1` pixels each way, as downscaling and compression smear edges. */
  blur(radius: number): this {
    const source = this.data.slice()
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        let sum = 0
        let count = 0
        for (let dy = -radius; dy <= radius; dy++) {
          for (let dx = -radius; dx <= radius; dx++) {
            const [nx, ny] = [x + dx, y + dy]
            if (nx < 0 || ny < 0 || nx >= this.width || ny >= this.height) continue
            sum += source[(ny * this.width + nx) * 4] ?? 0
            count++
          }
        }
        this.data.fill(sum / count, (y * this.width + x) * 4, (y * this.width + x) * 4 + 3)
      }
    }
    return this
  }
}

function clockBits(timeMs: number, run: number): boolean[] {
  const { timeBits, runBits, checksumBits } = clockLayout
  const bits = (value: number, count: number): boolean[] =>
    Array.from({ length: count }, (_, bit) => Math.floor(value / 2 ** bit) % 2 === 1)
  return [...bits(timeMs, timeBits), ...bits(run, runBits), ...bits(checksumOf(timeMs, run), checksumBits)]
}
