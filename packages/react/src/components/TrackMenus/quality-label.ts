import type { Quality } from '@standby/core'
import { clip } from '../../i18n/clip.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { maxLabelLength } from './track-choice.ts'

/** Sorts the largest picture first, then the highest bit rate. */
export function bySize(a: Quality, b: Quality): number {
  return (b.height ?? 0) - (a.height ?? 0) || (b.bitrate ?? 0) - (a.bitrate ?? 0)
}

/** E.g. `720p`, or `720p · 4 Mb/s` where another quality has the same height. */
export function qualityLabel(quality: Quality, all: readonly Quality[]): string {
  if (quality.name) return clip(quality.name, maxLabelLength)
  const { height, bitrate } = quality
  const rate = isWritable(bitrate) ? `${megabits(bitrate)} Mb/s` : undefined
  if (!isWritable(height)) return rate ?? clip(quality.id, maxLabelLength)
  const twins = all.filter((other) => other.height === height)
  return twins.length > 1 && rate ? `${height}p · ${rate}` : `${height}p`
}

function megabits(bitsPerSecond: number): number {
  return Math.round(bitsPerSecond / 100_000) / 10
}
