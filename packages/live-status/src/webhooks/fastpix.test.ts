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

describe('an event of FastPix', () => {
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
  ])('video.live_stream.%s becomes %s', async (sent, name) => {
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

  it('is read with the older spelling of every field', async () => {
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

  it('is read from its type, even when the status contradicts it', async () => {
    // The sample for a network disruption in the documentation.
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

  it.each(['video.media.created', 'video.asset.created'])(
    '%s of a broadcast becomes completed',
    async (type) => {
      const payload = {
        ...fastpixPayload('x'),
        type,
        object: { type: 'media', id: 'media-9' },
        data: { id: 'media-9', streamId, status: 'created' },
      }
      expect(await eventOf(payload)).toMatchObject({ name: 'completed', streamId, assetId: 'media-9' })
    },
  )

  it.each([
    ['uploaded media', { ...fastpixPayload('x'), type: 'video.media.created', data: { id: 'media-9' } }],
    ['a simulcast target', { ...fastpixPayload('x'), type: 'video.live_stream.simulcast_target.starting' }],
    ['a detected ingest', fastpixPayload('srt_detected')],
    ['no type', { data: {} }],
    ['a number', 7],
  ])('is accepted and ignored when it is %s', async (_, payload) => {
    expect(await eventOf(payload)).toBeNull()
  })

  it('takes the stream from its object when the data names none', async () => {
    expect(await eventOf({ ...fastpixPayload('active'), data: null })).toMatchObject({ streamId })
  })

  it('contains no key, secret or note', async () => {
    const said = JSON.stringify(await eventOf(fastpixPayload('active')))
    for (const secret of [...fastpixSecrets, fastpixSecret]) expect(said).not.toContain(secret)
  })
})

describe('the check of FastPix signatures', () => {
  const payload = fastpixPayload('active')
  const body = JSON.stringify(payload)
  const good = fastpixSignature(body)

  it.each<[string, string | null, boolean]>([
    ['that FastPix made', good, true],
    [
      'with the text of the secret as the key, as older documentation may mean',
      fastpixSignature(body, fastpixSecret),
      true,
    ],
    ['with another secret', fastpixSignature(body, 'wrong'), false],
    ['in hexadecimal', Buffer.from(good, 'base64').toString('hex'), false],
    ['in URL-safe Base64', Buffer.from(good, 'base64').toString('base64url'), false],
    ['that is cut short', good.slice(0, 40), false],
    ['of another length', Buffer.from('short').toString('base64'), false],
    ['that is no Base64', '%%%', false],
    ['that is empty', '', false],
    ['that is missing', null, false],
  ])('judges a signature %s', async (_, signature, accepted) => {
    const reading = await read(fastpixRequest(payload, signature))
    expect(reading).toMatchObject(accepted ? { ok: true } : { ok: false, status: 401 })
  })

  it('refuses a body that was changed by one byte', async () => {
    expect(await read(fastpixRequest(`${body} `, good))).toMatchObject({ status: 401 })
  })

  it('accepts both secrets while one is replaced', async () => {
    expect(await read(fastpixRequest(payload), ['plain text, no Base64', fastpixSecret])).toMatchObject({
      ok: true,
    })
    const old = fastpixSignature(body, 'plain text, no Base64')
    expect(await read(fastpixRequest(payload, old), ['plain text, no Base64', fastpixSecret])).toMatchObject({
      ok: true,
    })
  })

  it.each(['', '{}', ' {}\n'])('accepts the unsigned test %o of the dashboard', async (probe) => {
    expect(await read(fastpixRequest(probe, null))).toEqual({ ok: true, event: null })
  })

  it.each([
    ['as the dashboard shows it', (secret: string) => secret],
    ['without its padding', (secret: string) => secret.replace(/=+$/, '')],
    ['in URL-safe Base64', (secret: string) => secret.replaceAll('+', '-').replaceAll('/', '_')],
    ['with a trailing line break', (secret: string) => `${secret}\n`],
  ])('accepts the secret %s', async (_, form) => {
    const key = Buffer.from([0xfb, 0xff, 0xfe, 0x3e, 0x3f, 0xff, 0xef])
    const request = fastpixRequest(payload, fastpixSignature(body, key))
    expect(await read(request, form(key.toString('base64')))).toMatchObject({ ok: true })
  })

  it('refuses any other unsigned body', async () => {
    expect(await read(fastpixRequest('{ }', null))).toMatchObject({ status: 401 })
    expect(await read(fastpixRequest(payload, null))).toMatchObject({ status: 401 })
  })

  it('refuses JSON with a trailing comma, as in the documentation, signed or not', async () => {
    const odd = `${body.slice(0, -1)},}`
    expect(await read(fastpixRequest(odd))).toMatchObject({ ok: false, status: 400 })
  })

  it('refuses a huge body, a GET, and a body that was read before', async () => {
    expect(await read(fastpixRequest('x'.repeat(300_000)))).toMatchObject({ status: 413 })
    expect(await read(new Request('https://example.com'))).toMatchObject({ status: 405 })
    const used = fastpixRequest(payload)
    await used.text()
    expect(await read(used)).toMatchObject({ status: 400 })
  })

  it('throws at once without a secret', () => {
    expect(() => fastpix({ secret: '' })).toThrow(/^Standby: fastpix\(\) was called without/)
  })

  it('is tested with a key that is not the text of the secret', () => {
    expect(fastpixKey.toString()).not.toBe(fastpixSecret)
  })
})
