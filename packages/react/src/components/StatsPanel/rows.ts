import type { StatsSample } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'
import type { StatsFormat } from './stats-format.ts'

export interface StatsRow {
  readonly name: Exclude<keyof StatsSample, 'at' | 'width' | 'height'> | 'size'
  /** The value for the line; omitted where there is no line. */
  readonly value?: (sample: StatsSample) => number | undefined
  /** The value as text; `undefined` where the source does not know it. */
  readonly text: (sample: StatsSample, format: StatsFormat) => string | undefined
}

type Measured = 'bitrate' | 'roundTripMs' | 'framesPerSecond' | 'jitterMs' | 'packetLoss' | 'bufferedMs'

const measured = (name: Measured, write: (value: number, format: StatsFormat) => string): StatsRow => ({
  name,
  value: (sample) => finite(sample[name]),
  text: (sample, format) => {
    const value = finite(sample[name])
    return value === undefined ? undefined : write(value, format)
  },
})

const counted = (name: 'framesDropped' | 'freezes'): StatsRow => ({
  name,
  text: (sample, format) => {
    const value = finite(sample[name])
    return value === undefined ? undefined : format.number(value)
  },
})

/** The most useful first: a low player shows only the first four. */
export const rows: readonly StatsRow[] = [
  measured('bitrate', (value, format) => format.bitrate(value)),
  measured('roundTripMs', (value, format) => format.milliseconds(value)),
  measured('framesPerSecond', (value, format) => format.number(value)),
  measured('jitterMs', (value, format) => format.milliseconds(value)),
  measured('packetLoss', (value, format) => format.share(value)),
  measured('bufferedMs', (value, format) => format.seconds(value)),
  counted('framesDropped'),
  counted('freezes'),
  {
    name: 'size',
    text: ({ width, height }) => (finite(width) && finite(height) ? `${width} × ${height}` : undefined),
  },
  // Codec names come from the far end: max 32 characters, written as text.
  { name: 'codec', text: ({ codec }) => codec?.slice(0, 32) },
]

function finite(value: number | undefined): number | undefined {
  return isWritable(value) ? Math.max(0, value) : undefined
}
