/**
 * An error for the developer: what happened, why it is a problem, how to fix it. Three sentences,
 * each with its own full stop.
 */
export function developerError(what: string, why: string, fix: string): Error {
  return new Error(`Standby: ${what} ${why} ${fix}`)
}

// Bundlers replace `process.env.NODE_ENV` as text; no types of Node are wanted for it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** `false` in production, and where neither a bundler nor Node says what this is. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    // A module loaded straight from a CDN: no `process`, and nobody who develops.
    return false
  }
}

const warned = new Set<string>()

/** Warns in development, once per key and page. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key) || !isDevelopment()) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}
