import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHub, nodeHandler } from '@standby/live-status/hub'
import { fastpix, mux } from '@standby/live-status/webhooks'
import type { StageStream } from '../hls/stage-stream.ts'
import type { PlatformName } from './platform-names.ts'

/** The hub of an app's server: it receives the webhooks of one stream and tells its viewers. */
export interface StatusHub {
  /** Answers a webhook (POST) or a viewer. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): void
}

const providers = { mux, fastpix }

/** `url`: the hub's own address, for webhooks. `liveUrl`: the playback URL of a stream id. */
export function openStatusHub(
  stream: StageStream,
  platform: PlatformName,
  { url, liveUrl }: { readonly url: string; readonly liveUrl: (id: string) => string },
): StatusHub {
  const secret = randomBytes(32).toString('base64')
  const hub = createHub({
    provider: providers[platform]({ secret }),
    authorize: () => true,
    src: ({ playbackId }) => playbackId && liveUrl(playbackId),
  })
  stream.sendWebhooks({ platform, url, secret })
  return {
    answer: nodeHandler((request) =>
      request.method === 'POST' ? hub.receive(request) : hub.subscribe(request, stream.id),
    ),
    close: () => void hub.close(),
  }
}
