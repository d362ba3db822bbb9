import { fastpix, mux, type WebhookProvider } from '@standby/live-status/webhooks'
import { describe, expect, it } from 'vitest'
import { resolveStreamOptions, type StreamOptions } from '../hls/stream-options.ts'
import type { PlatformName } from './platform-names.ts'
import { platforms } from './platform-event.ts'
import type { Step, StepName } from './story.ts'

const secret = Buffer.from('a secret of the stage').toString('base64')
const readers: Record<PlatformName, WebhookProvider> = { mux: mux({ secret }), fastpix: fastpix({ secret }) }
const at = Date.now() - 1000

const eventsOf = (
  platform: PlatformName,
  name: StepName,
  step: Partial<Step> = {},
  options: StreamOptions = {},
) =>
  platforms[platform].events(
    { name, at, broadcast: 1, playsAt: 'a', again: false, ...step },
    { id: 'a', options: resolveStreamOptions(options, () => 'a') },
  )

const course: StepName[] = ['connected', 'playing', 'disconnected', 'off-air']
const typesOf = (platform: PlatformName) =>
  course.map((name) => eventsOf(platform, name).map(({ type }) => type.replace('video.', '')))

/** Reads a payload with the kit. */
async function read(platform: PlatformName, payload: object) {
  const body = JSON.stringify(payload)
  const headers = platforms[platform].headers(body, secret, Date.now())
  const reading = await readers[platform].read(new Request('http://hub', { method: 'POST', headers, body }))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.event
}

describe('the events of a broadcast', () => {
  it('come from Mux with recording before active', () => {
    expect(typesOf('mux')).toEqual([
      ['live_stream.connected', 'asset.created'],
      ['live_stream.recording', 'live_stream.active'],
      ['live_stream.disconnected'],
      ['live_stream.idle', 'asset.live_stream_completed'],
    ])
  })

  it('come from FastPix with preparing, and active before recording', () => {
    expect(typesOf('fastpix')).toEqual([
      ['live_stream.connected', 'live_stream.preparing'],
      ['live_stream.active', 'live_stream.recording'],
      ['live_stream.disconnected'],
      ['live_stream.idle', 'media.created'],
    ])
  })

  it('have no new asset when the encoder returns', () => {
    expect(eventsOf('mux', 'connected', { again: true }).map(({ type }) => type)).toEqual([
      'video.live_stream.connected',
    ])
  })
})

describe.each(['mux', 'fastpix'] as const)('an event of %s', (platform) => {
  it('is read by the kit, with its time and reconnect window', async () => {
    for (const name of course)
      for (const { payload, type, id } of eventsOf(platform, name, {}, { reconnectWindowMs: 12_000 })) {
        const event = await read(platform, payload)
        expect(event).toMatchObject({ type, id, at, streamId: 'a' })
        if (type.includes('live_stream.') && !type.includes('asset'))
          expect(event).toMatchObject({ reconnectWindowMs: 12_000, latencyMode: 'standard' })
      }
  })

  it('has low latency when the stream has', async () => {
    const [connected] = eventsOf(platform, 'connected', {}, { profile: 'low-latency' })
    expect(await read(platform, connected!.payload)).toMatchObject({
      latencyMode: 'low',
      reconnectWindowMs: 0,
    })
  })

  it('carries keys that the kit must not pass on', async () => {
    const [connected] = eventsOf(platform, 'connected')
    expect(JSON.stringify(connected?.payload)).toContain('secret-stream-key-a')
    expect(JSON.stringify(await read(platform, connected!.payload))).not.toContain('secret-')
  })

  it('has a unique id', () => {
    const ids = course.flatMap((name) => eventsOf(platform, name)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('tells with Mux whether a slate is shown', async () => {
  for (const [profile, slate] of [
    ['mux', false],
    ['mux-slate', true],
  ] as const) {
    const [lost] = eventsOf('mux', 'disconnected', {}, { profile })
    expect(await read('mux', lost!.payload)).toMatchObject({ name: 'disconnected', slate })
  }
})

it('gives Mux’s asset the playback id of the broadcast', async () => {
  const [, created] = eventsOf('mux', 'connected', { broadcast: 3, playsAt: 'sibling' })
  expect(await read('mux', created!.payload)).toMatchObject({
    name: 'asset',
    assetId: 'a-asset-3',
    playback: { id: 'sibling', policy: 'public' },
  })
})

it('gives FastPix’s disconnected event the status idle, as FastPix documents it', () => {
  expect(eventsOf('fastpix', 'disconnected')[0]?.payload['data']).toMatchObject({ status: 'idle' })
})
