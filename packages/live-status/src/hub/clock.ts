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

/** Somebody was asked, and does not answer. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'

  constructor(ms: number) {
    super(`Standby: no answer within ${ms} ms.`)
  }
}

/** What `ask` brings, or a rejection after `ms`; also where it throws. */
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
