import { createSession, type Session } from '@standby/core'
import { gateway } from '@standby/gateway'
import { whep } from '@standby/whep'
import type { ApplicationClient } from '../stage/application-client.ts'
import type { ApplicationPlayerOptions } from './player-options.ts'

/** The session's own limit, where the scenario sets none: so long that nobody meets it. */
const LONG_MS = 7_200_000
/** What the stage counts down unless it is told otherwise. */
const COUNTDOWN_MS = 30_000

/**
 * A session with an application of the stage: a place from its gateway, media over WHEP. Sound is off, so that it
 * starts by itself in every browser.
 */
export function playApplication(
  { id, gatewayUrl, options: { afkMs, afkWarningMs } }: ApplicationClient,
  { afk, environment }: ApplicationPlayerOptions = {},
): Session {
  // Also where the far end counts: it counts from the activity that this policy notices.
  const farEnds = { warnAfterMs: LONG_MS, graceMs: afkMs > 0 ? Math.min(afkMs, afkWarningMs) : COUNTDOWN_MS }
  return createSession({
    source: gateway(gatewayUrl, { app: id, media: { whep: ({ url, token }) => whep({ url, token }) } }),
    afk: afk ?? farEnds,
    muted: true,
    ...(environment ? { environment } : {}),
  })
}
