import { createHmac, randomUUID } from 'node:crypto'
import { profiles } from '../hls/faults/faults.ts'
import type { ResolvedStreamOptions } from '../hls/stream-options.ts'
import type { PlatformName } from './platform-names.ts'
import type { Step } from './story.ts'

/** A webhook event of a platform. */
export interface PlatformEvent {
  readonly id: string
  readonly type: string
  /** Time of the event, epoch ms. */
  readonly at: number
  readonly payload: Readonly<Record<string, unknown>>
}

export interface LiveStreamFacts {
  readonly id: string
  readonly options: Pick<ResolvedStreamOptions, 'profile' | 'reconnectWindowMs' | 'dvr'>
}

export interface Platform {
  /** The platform's events for a step, in the platform's order. */
  events(step: Step, stream: LiveStreamFacts): PlatformEvent[]
  /** The signature headers for a body. `now`: epoch ms. */
  headers(body: string, secret: string, now: number): Record<string, string>
}

const iso = (at: number): string => new Date(at).toISOString()
/** Secrets in every payload, so that a test notices a forwarded payload. */
const secretsOf = (id: string) => ({
  key: `secret-stream-key-${id}`,
  passphrase: `secret-srt-passphrase-${id}`,
})

const mux: Platform = {
  events(step, stream) {
    const assetId = `${stream.id}-asset-${step.broadcast}`
    const live = (event: string, active = true): PlatformEvent =>
      muxEvent(
        `video.live_stream.${event}`,
        step.at,
        { type: 'live', id: stream.id },
        {
          ...muxLiveStream(stream),
          status: active ? 'active' : 'idle',
          ...(active && { active_asset_id: assetId }),
        },
      )
    const asset = (event: string, isLive: boolean): PlatformEvent =>
      muxEvent(
        `video.asset.${event}`,
        step.at,
        { type: 'asset', id: assetId },
        {
          id: assetId,
          live_stream_id: stream.id,
          is_live: isLive,
          status: isLive ? 'preparing' : 'ready',
          playback_ids: [{ id: step.playsAt, policy: 'public' }],
        },
      )
    switch (step.name) {
      case 'connected':
        return [live('connected'), ...(step.again ? [] : [asset('created', true)])]
      case 'playing':
        return [live('recording'), live('active')]
      case 'disconnected':
        // Mux keeps a stream active while it waits for the encoder.
        return [live('disconnected')]
      case 'off-air':
        return [live('idle', false), asset('live_stream_completed', false)]
    }
  },
  headers(body, secret, now) {
    const seconds = Math.floor(now / 1000)
    const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    return { 'mux-signature': `t=${seconds},v1=${signature}` }
  },
}

function muxEvent(type: string, at: number, object: object, data: object): PlatformEvent {
  const id = randomUUID()
  const environment = { name: 'Stage', id: 'stage' }
  const payload = { type, object, id, environment, data, created_at: iso(at), attempts: [], request_id: null }
  return { id, type, at, payload: { ...payload, accessor: null, accessor_source: null } }
}

function muxLiveStream({ id, options }: LiveStreamFacts): Record<string, unknown> {
  const { key, passphrase } = secretsOf(id)
  return {
    id,
    stream_key: key,
    srt_passphrase: passphrase,
    latency_mode: isLow(options) ? 'low' : 'standard',
    reconnect_window: options.reconnectWindowMs / 1000,
    use_slate_for_standard_latency: profiles[options.profile].slate,
    max_continuous_duration: 43_200,
    playback_ids: [{ id, policy: 'public' }],
    recent_asset_ids: [],
    simulcast_targets: [],
    created_at: 1_700_000_000,
  }
}

const fastpix: Platform = {
  events(step, stream) {
    const live = (event: string, status: string): PlatformEvent =>
      fastpixEvent(
        `video.live_stream.${event}`,
        step.at,
        { type: 'live', id: stream.id },
        {
          ...fastpixLiveStream(stream),
          status,
        },
      )
    switch (step.name) {
      case 'connected':
        return [live('connected', 'idle'), live('preparing', 'preparing')]
      case 'playing':
        return [live('active', 'active'), live('recording', 'active')]
      case 'disconnected':
        // The status contradicts the type, as on FastPix's page on disconnects.
        return [live('disconnected', 'idle')]
      case 'off-air': {
        const id = `${stream.id}-media-${step.broadcast}`
        const media = { id, streamId: stream.id, status: 'created', playbackIds: [] }
        return [
          live('idle', 'idle'),
          fastpixEvent('video.media.created', step.at, { type: 'media', id }, media),
        ]
      }
    }
  },
  headers(body, secret) {
    const key = Buffer.from(secret, 'base64')
    return { 'FastPix-Signature': createHmac('sha256', key).update(body).digest('base64') }
  },
}

function fastpixEvent(type: string, at: number, object: object, data: object): PlatformEvent {
  const id = randomUUID()
  const workspace = { name: 'Stage', id: 'stage' }
  return { id, type, at, payload: { type, object, id, workspace, data, createdAt: iso(at), attempts: [] } }
}

function fastpixLiveStream({ id, options }: LiveStreamFacts): Record<string, unknown> {
  const { key, passphrase } = secretsOf(id)
  return {
    streamId: id,
    streamKey: key,
    srtSecret: passphrase,
    trial: false,
    maxResolution: '1080p',
    maxDuration: 28_800,
    createdAt: iso(1_700_000_000_000),
    reconnectWindow: options.reconnectWindowMs / 1000,
    enableRecording: true,
    enableDvrMode: options.dvr,
    lowLatency: isLow(options),
    mediaPolicy: 'public',
    metadata: {},
    playbackIds: [{ id, accessPolicy: 'public' }],
  }
}

const isLow = ({ profile }: LiveStreamFacts['options']): boolean => profiles[profile].parts

export const platforms: Readonly<Record<PlatformName, Platform>> = { mux, fastpix }
