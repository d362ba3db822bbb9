import type { StatsHistory } from './history.ts'
import { rows } from './rows.ts'
import { sparkline } from './sparkline.ts'
import type { StatsFormat } from './stats-format.ts'

/**
 * Writes the last sample and the history into the rows of a list. Without React, because ten numbers that change each
 * second would cost a render each second. A row whose value is unknown is hidden.
 */
export function writeStats(
  list: HTMLElement,
  { samples }: StatsHistory,
  format: StatsFormat,
  frameRate: (value: string) => string,
): void {
  const last = samples.at(-1)
  rows.forEach(({ name, text, value }, index) => {
    const row = list.children[index] as HTMLElement | undefined
    const written = last && text(last, format)
    if (!row) return
    row.hidden = !written
    if (!written) return
    const cell = row.querySelector('dd')
    if (cell) cell.textContent = name === 'framesPerSecond' ? frameRate(written) : written
    if (!value) return
    const points = sparkline(samples.flatMap((sample) => value(sample) ?? []))
    row.querySelector('polyline')?.setAttribute('points', points)
  })
}
