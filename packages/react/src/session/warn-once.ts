const warned = new Set<string>()

/** Tells the developer, not the viewer: once per key and page. Call it in development only. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key)) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}

/** For tests: forget what was said. */
export function forgetWarnings(): void {
  warned.clear()
}
