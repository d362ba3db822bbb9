/** Local time of day to the tenth of a second. */
export function timeOfDay(at: number): string {
  const tenths = Math.floor((at % 1000) / 100)
  return `${new Date(at).toLocaleTimeString('en-GB')}.${tenths}`
}
