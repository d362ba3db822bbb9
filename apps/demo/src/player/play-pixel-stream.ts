import { createSession, type Session } from '@standby/core'
import { pixelStreaming } from '@standby/pixel-streaming'
import { arcware } from '@standby/pixel-streaming/arcware'
import type { PixelStreamClient } from '../stage/pixel-stream-client.ts'
import type { ApplicationPlayerOptions } from './player-options.ts'

/** A session with a pixel stream of the stage. It is muted, so that every browser lets it start without a press. */
export function playPixelStream(
  { id, signallingUrl, options: { vendor, streamerId } }: PixelStreamClient,
  { afk, environment }: ApplicationPlayerOptions = {},
): Session {
  return createSession({
    source:
      vendor === 'arcware'
        ? arcware({ url: signallingUrl, shareId: id })
        : pixelStreaming({ url: signallingUrl, streamerId }),
    muted: true,
    ...(afk ? { afk } : {}),
    ...(environment ? { environment } : {}),
  })
}
