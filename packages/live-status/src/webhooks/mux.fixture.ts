import { createHmac } from 'node:crypto'

export const muxSecret = 'whsec-mux-8dd1b9a6c0f34c1f'

/** Secrets that are in every payload and must never be passed on. */
export const muxSecrets = ['sk-5203d78c-streamkey', 'srt-pass-1f0f', 'push-key-of-elsewhere', 'customer-4711']

export interface MuxPayload {
  type: string
  id: string
  created_at: string
  object: { type: string; id: string }
  environment: { name: string; id: string }
  data: Record<string, unknown>
  [key: string]: unknown
}

export interface PayloadParts {
  /** When it happened. */
  readonly at?: string
  readonly id?: string
  /** Overrides the default fields. */
  readonly data?: Record<string, unknown>
}

/** A payload as Mux documents it, including keys. */
export function muxPayload(
  event: string,
  { at = '2026-11-22T10:00:00.000Z', id, data = {} }: PayloadParts = {},
): MuxPayload {
  return {
    type: `video.live_stream.${event}`,
    id: id ?? `evt-${event}-${at}`,
    created_at: at,
    object: { type: 'live', id: 'stream-1' },
    environment: { name: 'Production', id: 'j0863n' },
    data: {
      id: 'stream-1',
      stream_key: muxSecrets[0],
      srt_passphrase: muxSecrets[1],
      status: 'active',
      created_at: 1_700_000_000,
      latency_mode: 'standard',
      reconnect_window: 60,
      max_continuous_duration: 43_200,
      active_asset_id: 'asset-1',
      recent_asset_ids: ['asset-0', 'asset-1'],
      playback_ids: [
        { id: 'signed-playback', policy: 'signed' },
        { id: 'live-playback', policy: 'public' },
      ],
      passthrough: muxSecrets[3],
      new_asset_settings: { playback_policies: ['public'] },
      simulcast_targets: [{ id: 'target-1', stream_key: muxSecrets[2], url: 'rtmps://live.example.com/app' }],
      ...data,
    },
    attempts: [],
    request_id: null,
    accessor: null,
    accessor_source: null,
  }
}

export function muxAssetPayload(
  event: string,
  { at = '2026-11-22T10:00:00.000Z', id, data = {} }: PayloadParts = {},
): MuxPayload {
  return {
    ...muxPayload('created', { at, id: id ?? `evt-asset-${event}-${at}` }),
    type: `video.asset.${event}`,
    object: { type: 'asset', id: 'asset-1' },
    data: {
      id: 'asset-1',
      live_stream_id: 'stream-1',
      is_live: true,
      status: 'preparing',
      playback_ids: [{ id: 'asset-playback', policy: 'public' }],
      ...data,
    },
  }
}

export const muxSignature = (body: string | Uint8Array, seconds: number, secret = muxSecret): string =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')

/** A delivery as Mux sends it. `seconds`: when it was signed, epoch s. */
export function muxRequest(
  payload: unknown,
  { seconds = 1_795_345_200, secret = muxSecret, header = undefined as string | undefined } = {},
): Request {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return new Request('https://example.com/webhooks/mux', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'mux-signature': header ?? `t=${seconds},v1=${muxSignature(body, seconds, secret)}`,
    },
    body,
  })
}
