import { onTestFinished } from 'vitest'

/**
 * Sets a fault that is lifted at the latest when the test ends, whatever the test did. Who lifts is known before the
 * fault is set, and what was set last is lifted first. Returns how to lift it earlier.
 */
export async function untilTestEnds(set: () => unknown, lift: () => unknown): Promise<() => Promise<void>> {
  let lifted: Promise<void> | null = null
  const liftOnce = () => (lifted ??= Promise.resolve(lift()).then(() => undefined))
  onTestFinished(liftOnce)
  await set()
  return liftOnce
}
