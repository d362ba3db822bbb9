import type { Context } from './context.ts'

/** The parts of the context that hold local times. `notLive` is left out: its times are set by the broadcaster. */
const parts = /^(queue|offer|farEnd|requests|signalling|reconnect)$/
/** The names of all times in the context match it. */
const moment = /(At|ince|eadline|Until)$/

const moved = <T extends object>(part: T, byMs: number): T =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      typeof value === 'number' && moment.test(name)
        ? value + byMs
        : value && parts.test(name)
          ? moved(value as object, byMs)
          : value,
    ]),
  ) as T

/**
 * What a jump of the clock changes. Clock set back: every time moves with it, so that no wait becomes longer. Clock
 * ahead: the device slept. Deadlines that passed are due. But the sleep does not count as stalled time or as time
 * without media, and at least one attempt gets its full time before the session gives up.
 */
export function clockJumped(c: Context, at: number, byMs: number): Partial<Context> {
  if (byMs < 0) return moved(c, byMs)
  const { farEnd, stalledSince, withoutMediaSince, policies } = c
  const { giveUpAfterMs, capMs } = policies.reconnect
  const oneAttemptMs = capMs + policies.requestTimeoutMs
  const leastSince = at - Math.max(0, giveUpAfterMs - oneAttemptMs)
  return {
    stalledSince: stalledSince === null ? null : stalledSince + byMs,
    withoutMediaSince:
      withoutMediaSince === null ? null : Math.min(at, Math.max(withoutMediaSince + byMs, leastSince)),
    ...(farEnd.state === 'lost' && !farEnd.exact && { farEnd: { ...farEnd, since: farEnd.since + byMs } }),
  }
}
