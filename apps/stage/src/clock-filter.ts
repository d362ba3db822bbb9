import { clockChecksum, clockLayout } from './clock.ts'

const BLACK = 16
const WHITE = 235

/**
 * An ffmpeg filter chain that makes the clock's picture: one pixel per cell, scaled up without smoothing. The frame's
 * time is its own timestamp: frame 0 is painted as `startEpochMs`, each further one as `frameMs` later.
 */
export function clockFilter(options: { startEpochMs: number; frameMs: number; run: number }): string {
  const { columns, rows, cell } = clockLayout
  const frameRate = 1000 / options.frameMs
  return [
    `color=c=black:s=${columns}x${rows}:r=${frameRate}`,
    'format=yuv420p',
    'settb=1/1000',
    `setpts=N*${options.frameMs}+${options.startEpochMs}`,
    `geq=lum='${clockExpression(options.run)}':cb=128:cr=128`,
    `scale=${columns * cell}:${rows * cell}:flags=neighbor`,
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
    `${BLACK}+${WHITE - BLACK}*mod(floor(${value}),2)`,
  ].join(';')
}
