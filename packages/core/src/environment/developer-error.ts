/**
 * An error for the developer: what happened, why it is a problem, how to fix it. Three sentences,
 * each with its own full stop.
 */
export function developerError(what: string, why: string, fix: string): Error {
  return new Error(`Standby: ${what} ${why} ${fix}`)
}

// Bundlers replace `process.env.NODE_ENV` as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** `false` in production, and where neither a bundler nor Node defines NODE_ENV. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    // A module loaded directly from a CDN has no `process`. That is a deployed page.
    return false
  }
}

const warned = new Set<string>()

/** Warns once per key and page, only in development. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key) || !isDevelopment()) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}
