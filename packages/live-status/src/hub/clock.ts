import type { Environment, Timer } from '@standby/core/source'

/** The clock of the hub. A test can drive it. */
export type Clock = Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout'>

export const machineClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, ms) {
    const timer: unknown = setTimeout(run, ms)
    // In Node, a timer of the hub must not keep the process alive.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref()
    return timer as Timer
  },
  clearTimeout: (timer) => clearTimeout(timer as never),
}

/** A call did not answer in time. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'

  constructor(ms: number) {
    super(`Standby: no answer within ${ms} ms.`)
  }
}

/** The result of `ask`. Rejects after `ms`, and when `ask` throws. */
export async function within<T>(clock: Clock, ms: number, ask: () => T | Promise<T>): Promise<T> {
  let timer: Timer | undefined
  const late = new Promise<never>((_, reject) => {
    timer = clock.setTimeout(() => reject(new NoAnswerError(ms)), ms)
  })
  try {
    return await Promise.race([(async () => ask())(), late])
  } finally {
    clock.clearTimeout(timer)
  }
}
