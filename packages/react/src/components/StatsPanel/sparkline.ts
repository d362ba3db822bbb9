/** SVG points of a line through `values`, in a box of 100 × 20 with zero at the bottom; `''` for fewer than two values. */
export function sparkline(values: readonly number[]): string {
  if (values.length < 2) return ''
  // 15 % space above, so that a flat line is not at the very top.
  const top = Math.max(...values) * 1.15 || 1
  const step = 100 / (values.length - 1)
  return values
    .map((value, index) => `${(index * step).toFixed(1)},${(20 - (20 * value) / top).toFixed(1)}`)
    .join(' ')
}
