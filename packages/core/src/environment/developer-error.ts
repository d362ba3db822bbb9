import { isDevelopment } from './is-development.ts'

/**
 * An error for the developer: what happened, why it is a problem, how to fix it. Three sentences,
 * each with its own full stop.
 */
export function developerError(what: string, why: string, fix: string): Error {
  return new Error(`Standby: ${what} ${why} ${fix}`)
}

const warned = new Set<string>()

/** Warns once per key and page, only in development. */
export function warnOnce(key: string, text: string): void {
  if (warned.has(key) || !isDevelopment()) return
  warned.add(key)
  console.warn(`Standby: ${text}`)
}
