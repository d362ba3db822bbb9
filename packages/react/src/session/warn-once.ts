// Bundlers replace `process.env.NODE_ENV` as text; no types of Node are wanted for it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const warned = new Set<string>()

/** Tells the developer, not the viewer: once per key and page, in development only. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key) || !isDevelopment()) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}

/** For tests: forget what was said. */
export function forgetWarnings(): void {
  warned.clear()
}

function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    return false
  }
}
