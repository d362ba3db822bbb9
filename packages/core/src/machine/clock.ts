import type { Context } from './context.ts'

/** The parts of the context that hold moments of their own. What is known of a broadcast that is not live is the world's time. */
const parts = /^(queue|offer|farEnd|requests|signalling|reconnect)$/
/** Every moment in the context is named so. */
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
 * What a jump of the clock changes. Set back, every moment goes with it: no wait becomes longer than it was. Ahead, the
 * machine slept: what is due is due, but no time that was slept through counts as spent in vain, and at least one attempt has
 * its time before a session gives up.
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
