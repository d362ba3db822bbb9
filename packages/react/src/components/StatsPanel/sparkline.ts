/** The line of the last values, in a box of 100 × 20 whose foot is zero; `''` for fewer than two values. */
export function sparkline(values: readonly number[]): string {
  if (values.length < 2) return ''
  // A little air above, so that a line that stands still is not glued to the top.
  const top = Math.max(...values) * 1.15 || 1
  const step = 100 / (values.length - 1)
  return values
    .map((value, index) => `${(index * step).toFixed(1)},${(20 - (20 * value) / top).toFixed(1)}`)
    .join(' ')
}
