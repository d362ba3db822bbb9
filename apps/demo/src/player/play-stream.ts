import { createSession, type Session } from '@standby/core'
import { hls } from '@standby/hls'
import { liveStatus } from '@standby/live-status/client'
import type { StreamClient } from '../stage/stream-client.ts'
import type { StreamPlayerOptions } from './player-options.ts'

/** A session that plays a stream of the stage. It is muted, so that every browser lets it start without a press. */
export function playStream(stream: StreamClient, options: StreamPlayerOptions = {}): Session {
  const { watchForRestart = false, latencyMode } = options
  const src = options.refreshable ? refreshableUrl(stream) : stream.url
  const status = stream.statusUrl === null ? {} : { status: liveStatus(stream.statusUrl) }
  return createSession({
    source: hls({ src, id: stream.id, watchForRestart, ...(latencyMode && { latencyMode }), ...status }),
    afk: false,
    muted: true,
    reconnectWindowMs: stream.options.reconnectWindowMs,
  })
}

/** Answers like an app's server: with the current URL of the broadcast, newly signed after a refusal. */
function refreshableUrl(stream: StreamClient) {
  let url = stream.url
  stream.watch((event) => {
    if (event.type === 'new-asset') url = event.url
  })
  return async ({ reason }: { readonly reason: 'connect' | 'expired' }) => {
    if (reason === 'expired') url = await stream.sign()
    return url
  }
}
