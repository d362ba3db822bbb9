import { vi } from 'vitest'

/** Resolves once the check passes. Rejects with its last error after 15 s: busy machines are slow. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 50 })
