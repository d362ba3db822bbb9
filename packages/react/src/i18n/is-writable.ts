/** Max time value of a `Date`, ms. No real time, duration or count is larger. */
const maxMagnitude = 8.64e15

/** Whether a number of the far end can be shown: finite, and within the range of `Date`. */
export function isWritable(value: number | null | undefined): value is number {
  return Math.abs(value ?? NaN) <= maxMagnitude
}
