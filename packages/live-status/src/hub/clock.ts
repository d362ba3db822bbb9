import type { Environment, Timer } from '@standby/core/source'

/** Time, so that a test can drive it. */
export type Clock = Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout'>

export const machineClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, ms) {
    const timer: unknown = setTimeout(run, ms)
    // Node: a hub alone keeps no process alive.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref()
    return timer as Timer
  },
  clearTimeout: (timer) => clearTimeout(timer as never),
}

/** What `work` brings, or a rejection after `ms`. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => reject(new Error(`Standby: no answer within ${ms} ms.`)), ms)
    work.then(resolve, reject).finally(() => clock.clearTimeout(timer))
  })
}
