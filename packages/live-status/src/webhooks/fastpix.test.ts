import { describe, expect, it } from 'vitest'
import { fastpix } from './fastpix.ts'
import {
  fastpixKey,
  fastpixPayload,
  fastpixRequest,
  fastpixSecret,
  fastpixSecrets,
  fastpixSignature,
} from './fastpix.fixture.ts'

const now = Date.UTC(2026, 10, 22, 11)
const read = (request: Request, secret: string | string[] = fastpixSecret) =>
  fastpix({ secret, now: () => now }).read(request)
const eventOf = async (payload: unknown) => {
  const reading = await read(fastpixRequest(payload))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.event
}
const streamId = 'bbb3bdc4f688349dbf3ea915cc332cde'

describe('what FastPix sends, in our words', () => {
  it.each([
    ['created', 'created'],
    ['connected', 'connected'],
    ['preparing', 'preparing'],
    ['recording', 'recording'],
    ['active', 'active'],
    ['disconnected', 'disconnected'],
    ['idle', 'off-air'],
    ['updated', 'updated'],
    ['enabled', 'enabled'],
    ['disabled', 'disabled'],
    ['deleted', 'deleted'],
  ])('video.live_stream.%s is %s', async (sent, name) => {
    expect(await eventOf(fastpixPayload(sent, { id: 'fpx-1' }))).toEqual({
      id: 'fpx-1',
      name,
      provider: 'fastpix',
      type: `video.live_stream.${sent}`,
      streamId,
      at: Date.UTC(2026, 10, 22, 10),
      playback: { id: 'fpx-playback', policy: 'public' },
      reconnectWindowMs: 60_000,
      latencyMode: 'standard',
    })
  })

  it('the older spelling of every field', async () => {
    const payload = {
      type: 'video.live_stream.disconnected',
      webhookId: 'fpx-old-1',
      object: { name: 'live', id: streamId },
      Workspace: { name: 'production', id: 'x' },
      environment: { name: 'production', id: 'x' },
      data: {
        test: true,
        dataTrail: false,
        stream_id: streamId,
        status: 'active',
        streamKey: fastpixSecrets[0],
        srtSecert: fastpixSecrets[1],
        reconnect_window: '90',
        low_latency: true,
        playback_ids: { id: 'one-by-itself', accessPolicy: 'private' },
      },
      created_at: '2026-11-22T10:00:00.000Z',
      accessor: null,
      accessor_source: null,
    }
    expect(await eventOf(payload)).toEqual({
      id: 'fpx-old-1',
      name: 'disconnected',
      provider: 'fastpix',
      type: 'video.live_stream.disconnected',
      streamId,
      at: Date.UTC(2026, 10, 22, 10),
      playback: { id: 'one-by-itself', policy: 'private' },
      reconnectWindowMs: 90_000,
      latencyMode: 'low',
    })
  })

  it('the type counts, also where the status beside it says something else', async () => {
    // The sample for a network disruption on one of its pages.
    expect(await eventOf(fastpixPayload('created', { data: { status: 'idle' } }))).toMatchObject({
      name: 'created',
    })
    expect(await eventOf(fastpixPayload('disconnected', { data: { status: 'idle' } }))).toMatchObject({
      name: 'disconnected',
    })
    expect(await eventOf(fastpixPayload('active', { data: { status: 'disabled' } }))).toMatchObject({
      name: 'active',
    })
  })

  it.each(['video.media.created', 'video.asset.created'])('%s of a broadcast completes it', async (type) => {
    const payload = {
      ...fastpixPayload('x'),
      type,
      object: { type: 'media', id: 'media-9' },
      data: { id: 'media-9', streamId, status: 'created' },
    }
    expect(await eventOf(payload)).toMatchObject({ name: 'completed', streamId, assetId: 'media-9' })
  })

  it.each([
    ['uploaded media', { ...fastpixPayload('x'), type: 'video.media.created', data: { id: 'media-9' } }],
    ['a simulcast target', { ...fastpixPayload('x'), type: 'video.live_stream.simulcast_target.starting' }],
    ['an ingest that was detected', fastpixPayload('srt_detected')],
    ['no type', { data: {} }],
    ['a number', 7],
  ])('%s is nothing, and accepted', async (_, payload) => {
    expect(await eventOf(payload)).toBeNull()
  })

  it('the stream is known by its object where the data names none', async () => {
    expect(await eventOf({ ...fastpixPayload('active'), data: null })).toMatchObject({ streamId })
  })

  it('carries no key, secret or note', async () => {
    const said = JSON.stringify(await eventOf(fastpixPayload('active')))
    for (const secret of [...fastpixSecrets, fastpixSecret]) expect(said).not.toContain(secret)
  })
})

describe('who may say so', () => {
  const payload = fastpixPayload('active')
  const body = JSON.stringify(payload)
  const good = fastpixSignature(body)

  it.each<[string, string | null, boolean]>([
    ['as FastPix signs', good, true],
    [
      'keyed with the text of the secret, as older pages may be read',
      fastpixSignature(body, fastpixSecret),
      true,
    ],
    ['another secret', fastpixSignature(body, 'wrong'), false],
    ['hexadecimal', Buffer.from(good, 'base64').toString('hex'), false],
    ['Base64 for URLs', Buffer.from(good, 'base64').toString('base64url'), false],
    ['cut short', good.slice(0, 40), false],
    ['of another length', Buffer.from('short').toString('base64'), false],
    ['no Base64 at all', '%%%', false],
    ['empty', '', false],
    ['none', null, false],
  ])('%s', async (_, signature, accepted) => {
    const reading = await read(fastpixRequest(payload, signature))
    expect(reading).toMatchObject(accepted ? { ok: true } : { ok: false, status: 401 })
  })

  it('a body that was changed by one byte', async () => {
    expect(await read(fastpixRequest(`${body} `, good))).toMatchObject({ status: 401 })
  })

  it('while a secret is replaced both count', async () => {
    expect(await read(fastpixRequest(payload), ['plain text, no Base64', fastpixSecret])).toMatchObject({
      ok: true,
    })
    const old = fastpixSignature(body, 'plain text, no Base64')
    expect(await read(fastpixRequest(payload, old), ['plain text, no Base64', fastpixSecret])).toMatchObject({
      ok: true,
    })
  })

  it.each(['', '{}', ' {}\n'])(
    'the dashboard’s question %o is answered, unsigned as it is',
    async (probe) => {
      expect(await read(fastpixRequest(probe, null))).toEqual({ ok: true, event: null })
    },
  )

  it.each([
    ['as it is', (secret: string) => secret],
    ['without its padding', (secret: string) => secret.replace(/=+$/, '')],
    ['as Base64 for URLs', (secret: string) => secret.replaceAll('+', '-').replaceAll('/', '_')],
    ['with a line break that came along', (secret: string) => `${secret}\n`],
  ])('the secret is taken %s', async (_, form) => {
    const key = Buffer.from([0xfb, 0xff, 0xfe, 0x3e, 0x3f, 0xff, 0xef])
    const request = fastpixRequest(payload, fastpixSignature(body, key))
    expect(await read(request, form(key.toString('base64')))).toMatchObject({ ok: true })
  })

  it('nothing else passes unsigned', async () => {
    expect(await read(fastpixRequest('{ }', null))).toMatchObject({ status: 401 })
    expect(await read(fastpixRequest(payload, null))).toMatchObject({ status: 401 })
  })

  it('JSON with the trailing comma of its page is refused, signed or not', async () => {
    const odd = `${body.slice(0, -1)},}`
    expect(await read(fastpixRequest(odd))).toMatchObject({ ok: false, status: 400 })
  })

  it('a huge body, a GET, a body that was read before', async () => {
    expect(await read(fastpixRequest('x'.repeat(300_000)))).toMatchObject({ status: 413 })
    expect(await read(new Request('https://example.com'))).toMatchObject({ status: 405 })
    const used = fastpixRequest(payload)
    await used.text()
    expect(await read(used)).toMatchObject({ status: 400 })
  })

  it('a secret that is not there is refused at once', () => {
    expect(() => fastpix({ secret: '' })).toThrow(/^Standby: fastpix\(\) was called without/)
  })

  it('the key of the fixture is not the text of the secret', () => {
    expect(fastpixKey.toString()).not.toBe(fastpixSecret)
  })
})
