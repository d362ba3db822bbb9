import { vi } from 'vitest'

/** Resolves once a check holds; rejects with what it said when it does not within 15 s: busy machines are slow. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 50 })
