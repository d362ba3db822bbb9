import { createSession, type Session } from '@standby/core'
import { gateway } from '@standby/gateway'
import { whep } from '@standby/whep'
import type { ApplicationClient } from '../stage/application-client.ts'
import type { ApplicationPlayerOptions } from './player-options.ts'

/** The session's own limit when the scenario sets none: too long to be reached. */
const noLimitMs = 7_200_000
/** The stage's default countdown. */
const countdownMs = 30_000

/**
 * A session with an application of the stage: a place from its gateway, media over WHEP. It is muted, so that every
 * browser lets it start without a press.
 */
export function playApplication(
  { id, gatewayUrl, options: { afkMs, afkWarningMs } }: ApplicationClient,
  { afk, environment }: ApplicationPlayerOptions = {},
): Session {
  // Needed also when the far end counts: it counts from the activity that this policy detects.
  const farEnds = { warnAfterMs: noLimitMs, graceMs: afkMs > 0 ? Math.min(afkMs, afkWarningMs) : countdownMs }
  return createSession({
    source: gateway(gatewayUrl, { app: id, media: { whep: ({ url, token }) => whep({ url, token }) } }),
    afk: afk ?? farEnds,
    muted: true,
    ...(environment ? { environment } : {}),
  })
}
