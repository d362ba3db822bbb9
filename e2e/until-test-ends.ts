import { onTestFinished } from 'vitest'

/**
 * Calls `set`, and `lift` when the test ends, also when it fails. `lift` is registered before `set` runs; what was set
 * last is lifted first. Resolves with a function that lifts earlier; `lift` runs only once.
 */
export async function untilTestEnds(set: () => unknown, lift: () => unknown): Promise<() => Promise<void>> {
  let lifted: Promise<void> | null = null
  const liftOnce = () => (lifted ??= Promise.resolve(lift()).then(() => undefined))
  onTestFinished(liftOnce)
  await set()
  return liftOnce
}
