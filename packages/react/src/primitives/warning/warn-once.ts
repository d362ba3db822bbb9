const warned = new Set<string>()

/** Warns the developer on the console, once per key and page. Call it only in development. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key)) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}

/** For tests: forgets all warnings, so that they are shown again. */
export function forgetWarnings(): void {
  warned.clear()
}
