import { clockChecksum, clockLayout } from '../../clock.ts'

const blackLevel = 16
const whiteLevel = 235

/** What the encoder paints: frame N shows the time `startEpochMs + N × frameMs`. */
export interface PictureOptions {
  readonly startEpochMs: number
  readonly frameMs: number
  readonly run: number
  /** A still picture in one colour, as a server shows while its encoder is away. */
  readonly slate: boolean
  /** Offset from UTC of the readable time of day, s. */
  readonly zoneSeconds: number
}

/** Drifting colour and an orb, computed at 32 × 18 and scaled up: a very cheap moving picture. */
export function sceneFilter({ frameMs, run, slate }: PictureOptions): string {
  const { pictureWidth, pictureHeight } = clockLayout
  if (slate) return `color=c=0x304060:s=${pictureWidth}x${pictureHeight}:r=${1000 / frameMs},format=yuv420p`
  // Each run has its own hue, so that a restart is easy to see.
  const hue = `T/5+${run * 2.1}`
  const orb = '100*exp(-(pow(X-16-11*sin(T*1.6),2)+pow(Y-10-4*sin(T*2.3),2))/3)'
  const light = `66+26*sin(X/11+T/2)+18*sin(Y/6-T/3+X/14)+${orb}`
  return [
    `color=c=black:s=32x18:r=${1000 / frameMs}`,
    'format=yuv420p',
    `geq=lum='${light}':cb='128+26*sin(X/7+${hue})':cr='128+24*cos(Y/5+X/9+${hue})'`,
    `scale=${pictureWidth}:${pictureHeight}:flags=bicubic`,
  ].join(',')
}

/** The machine-readable clock: one pixel per cell. */
export function clockFilter(options: PictureOptions): string {
  const { columns, rows, cell } = clockLayout
  return paint(options, { columns, rows, height: rows * cell }, clockExpression(options.run))
}

const digits = { columns: 44, rows: 6, height: 36 } as const
/** Top of the digits, in pixels of the picture: right below the clock. */
export const digitsTop = clockLayout.top + clockLayout.rows * clockLayout.cell + 8

/** The readable clock: `HH:MM:SS` and the run, in digits of 3 × 5 cells; needs no font. */
export function digitsFilter(options: PictureOptions): string {
  return paint(options, digits, digitsExpression(options))
}

/** A tiny picture whose `T` is epoch seconds, painted cell by cell and enlarged without smoothing. */
function paint(
  options: PictureOptions,
  grid: { columns: number; rows: number; height: number },
  light: string,
): string {
  return [
    `color=c=black:s=${grid.columns}x${grid.rows}:r=${1000 / options.frameMs}`,
    'format=yuv420p',
    'settb=1/1000',
    `setpts=N*${options.frameMs}+${options.startEpochMs}`,
    `geq=lum='${light}':cb=128:cr=128`,
    `scale=${clockLayout.columns * clockLayout.cell}:${grid.height}:flags=neighbor`,
  ].join(',')
}

/** Brightness of the cell at X, Y. Register 0 holds the time in ms, 1 and 2 its halves, 3 the checksum, 4 the cell. */
function clockExpression(run: number): string {
  const { columns, timeBits, runBits } = clockLayout
  const { high, low, run: runFactor, offset, modulus, split } = clockChecksum
  const runByte = run % 2 ** runBits
  const runEnd = timeBits + runBits
  const value =
    `if(lt(ld(4),${timeBits}),ld(0)/pow(2,ld(4)),` +
    `if(lt(ld(4),${runEnd}),${runByte}/pow(2,ld(4)-${timeBits}),ld(3)/pow(2,ld(4)-${runEnd})))`
  return [
    'st(0,floor(T*1000+0.5))',
    `st(1,floor(ld(0)/${split}))`,
    `st(2,mod(ld(0),${split}))`,
    `st(3,mod(ld(1)*${high}+ld(2)*${low}+${runByte * runFactor + offset},${modulus}))`,
    `st(4,X+${columns}*Y)`,
    `${blackLevel}+${whiteLevel - blackLevel}*mod(floor(${value}),2)`,
  ].join(';')
}

/** Glyphs of 3 × 5 cells, one bit each, top left cell first: the digits, a colon, a blank. */
const glyphs = [31599, 11415, 29671, 29647, 23497, 31183, 31215, 29257, 31727, 31695, 1040, 0] as const
const colonGlyph = 10
const blankGlyph = 11

/** Register 0 holds the second of the day, 1 the glyph at X. */
function digitsExpression({ run, zoneSeconds }: PictureOptions): string {
  const places = [
    'floor(ld(0)/36000)',
    'mod(floor(ld(0)/3600),10)',
    `${colonGlyph}`,
    'mod(floor(ld(0)/600),6)',
    'mod(floor(ld(0)/60),10)',
    `${colonGlyph}`,
    'mod(floor(ld(0)/10),6)',
    'mod(ld(0),10)',
    `${blankGlyph}`,
    `${Math.floor(run / 10) % 10}`,
    `${run % 10}`,
  ]
  const pick = (choices: readonly (string | number)[], by: string): string =>
    choices
      .slice(0, -1)
      .reduceRight<string>((rest, choice, at) => `if(eq(${by},${at}),${choice},${rest})`, `${choices.at(-1)}`)
  const isGlyph = 'lt(mod(X,4),3)*lt(Y,5)'
  return [
    `st(0,mod(floor(T)+${zoneSeconds},86400))`,
    `st(1,${pick(places, 'floor(X/4)')})`,
    `${blackLevel}+${whiteLevel - blackLevel}*${isGlyph}*mod(floor((${pick(glyphs, 'ld(1)')})/pow(2,14-3*Y-mod(X,4))),2)`,
  ].join(';')
}
