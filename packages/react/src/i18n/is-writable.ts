/** What a `Date` can hold, ms. Beyond it nothing is a moment, a wait or a count that anybody meant. */
const maxMagnitude = 8.64e15

/** Whether a number of the far end can be shown: finite, and of a size that it can have. */
export function isWritable(value: number | null | undefined): value is number {
  return Math.abs(value ?? NaN) <= maxMagnitude
}
