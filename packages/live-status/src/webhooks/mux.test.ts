import { Mux } from '@mux/mux-node'
import { describe, expect, it } from 'vitest'
import { mux } from './mux.ts'
import {
  muxAssetPayload,
  muxPayload,
  muxRequest,
  muxSecret,
  muxSecrets,
  muxSignature,
} from './mux.fixture.ts'

/** One hour after the events of the fixture, epoch s. */
const seconds = 1_795_345_200
const read = (request: Request, options: Partial<Parameters<typeof mux>[0]> = {}) =>
  mux({ secret: muxSecret, now: () => seconds * 1000, ...options }).read(request)
const eventOf = async (payload: unknown) => {
  const reading = await read(muxRequest(payload))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.event
}

describe('an event of Mux', () => {
  it.each([
    ['created', 'created'],
    ['connected', 'connected'],
    ['recording', 'recording'],
    ['active', 'active'],
    ['disconnected', 'disconnected'],
    ['idle', 'off-air'],
    ['updated', 'updated'],
    ['enabled', 'enabled'],
    ['disabled', 'disabled'],
    ['deleted', 'deleted'],
  ])('video.live_stream.%s becomes %s, with only the fields that viewers need', async (sent, name) => {
    expect(await eventOf(muxPayload(sent, { id: 'evt-1' }))).toEqual({
      id: 'evt-1',
      name,
      provider: 'mux',
      type: `video.live_stream.${sent}`,
      streamId: 'stream-1',
      at: Date.UTC(2026, 10, 22, 10),
      assetId: 'asset-1',
      playback: { id: 'live-playback', policy: 'public' },
      reconnectWindowMs: 60_000,
      latencyMode: 'standard',
    })
  })

  it('has the text of a warning', async () => {
    const warning = { type: 'custom_slate_unavailable', message: 'could not download the slate' }
    expect(await eventOf(muxPayload('warning', { data: { warning, internal: 'x' } }))).toMatchObject({
      name: 'warning',
      warning,
    })
  })

  it('has the asset of a broadcast with its playback id', async () => {
    expect(await eventOf(muxAssetPayload('created'))).toMatchObject({
      name: 'asset',
      streamId: 'stream-1',
      assetId: 'asset-1',
      playback: { id: 'asset-playback', policy: 'public' },
    })
    expect(await eventOf(muxAssetPayload('live_stream_completed'))).toMatchObject({
      name: 'completed',
      streamId: 'stream-1',
    })
  })

  it.each([
    ['an uploaded asset', muxAssetPayload('ready', { data: { live_stream_id: undefined } })],
    ['a simulcast target', { ...muxPayload('x'), type: 'video.live_stream.simulcast_target.idle' }],
    ['an unknown type', muxPayload('teleported')],
    ['a type with the name of an object property', { ...muxPayload('x'), type: 'constructor' }],
    ['no type', { id: 'x', data: {} }],
    ['a list', []],
    ['null', 'null'],
    ['a stream without an id', { ...muxPayload('active', { data: { id: 7 } }), object: {} }],
  ])('is accepted and ignored when it is %s', async (_, payload) => {
    expect(await eventOf(payload)).toBeNull()
  })

  it.each([
    ['standard', { latency_mode: 'standard', use_slate_for_standard_latency: true }, true],
    ['standard', { latency_mode: 'standard', use_slate_for_standard_latency: false }, false],
    ['reduced', { latency_mode: 'reduced', reconnect_window: 30 }, true],
    ['reduced', { latency_mode: 'reduced', reconnect_window: 0 }, false],
    ['low', { latency_mode: 'low', reconnect_window: 1 }, true],
    ['low', { latency_mode: undefined, low_latency: true, reconnect_window: 1800 }, true],
    ['reduced', { latency_mode: undefined, reduced_latency: true, reconnect_window: undefined }, false],
  ])('has latency %s from %o, and slate %s', async (latencyMode, data, slate) => {
    expect(await eventOf(muxPayload('active', { data }))).toMatchObject({ latencyMode, slate })
  })

  it.each([
    ['0', 0],
    [0.1, 100],
    [1800, 1_800_000],
    [1801, undefined],
    [-1, undefined],
    ['soon', undefined],
    [null, undefined],
  ])('has its window from a reconnect_window of %o', async (reconnect_window, expected) => {
    const event = await eventOf(muxPayload('active', { data: { reconnect_window } }))
    expect(event?.reconnectWindowMs).toBe(expected)
  })

  it('loses only the field that is invalid', async () => {
    const data = { playback_ids: 'none', active_asset_id: { nested: true }, latency_mode: 'warp' }
    const event = await eventOf(muxPayload('disconnected', { data }))
    expect(event).toMatchObject({ name: 'disconnected', streamId: 'stream-1', reconnectWindowMs: 60_000 })
    expect(event).not.toHaveProperty('playback')
    expect(event).not.toHaveProperty('assetId')
  })

  it('gets the same id at every delivery when it has none', async () => {
    const payload = { ...muxPayload('active'), id: undefined }
    const [first, second] = [await eventOf(payload), await eventOf(payload)]
    expect(first?.id).toBe('video.live_stream.active:stream-1:1795341600000')
    expect(second).toEqual(first)
  })

  it.each([
    ['2026-11-22T10:00:00.000Z', Date.UTC(2026, 10, 22, 10)],
    ['2026-11-22T10:00:00', Date.UTC(2026, 10, 22, 10)],
    ['2026-11-22T12:00:00+02:00', Date.UTC(2026, 10, 22, 10)],
    [String(seconds), seconds * 1000],
    [seconds * 1000, seconds * 1000],
    ['yesterday', seconds * 1000],
    [seconds + 600, (seconds + 600) * 1000],
    [seconds + 601, seconds * 1000],
    ['2999-01-01T00:00:00Z', seconds * 1000],
    ['1970-01-01T00:00:00Z', seconds * 1000],
  ])('has its time from a created_at of %s', async (created_at, at) => {
    expect((await eventOf({ ...muxPayload('active'), created_at }))?.at).toBe(at)
  })

  it('contains no stream key, passphrase, simulcast key or note', async () => {
    const said = JSON.stringify([
      await eventOf(muxPayload('active')),
      await eventOf(muxPayload('warning', { data: { warning: { type: 'w', message: 'm' } } })),
      await eventOf(muxAssetPayload('created', { data: { passthrough: muxSecrets[3] } })),
    ])
    for (const secret of [...muxSecrets, muxSecret]) expect(said).not.toContain(secret)
  })
})

describe('the check of Mux signatures', () => {
  const payload = muxPayload('active')
  const body = JSON.stringify(payload)
  const good = muxSignature(body, seconds)
  const headers: [string, string, boolean][] = [
    ['from Mux', `t=${seconds},v1=${good}`, true],
    ['in another order', `v1=${good},t=${seconds}`, true],
    [
      'with the right v1 in second place',
      `t=${seconds},v1=${muxSignature(body, seconds, 'old')},v1=${good}`,
      true,
    ],
    ['with an unknown scheme beside v1', `t=${seconds},v2=zzz,v1=${good}`, true],
    ['with another secret', `t=${seconds},v1=${muxSignature(body, seconds, 'wrong')}`, false],
    ['with another time than the signed one', `t=${seconds - 1},v1=${good}`, false],
    ['that is cut short', `t=${seconds},v1=${good.slice(0, 40)}`, false],
    ['that is too long', `t=${seconds},v1=${good}00`, false],
    ['in Base64', `t=${seconds},v1=${Buffer.from(good, 'hex').toString('base64')}`, false],
    ['with only an unknown scheme', `t=${seconds},v0=${good}`, false],
    ['without a time', `v1=${good}`, false],
    ['with a time that is no number', `t=now,v1=${good}`, false],
    ['that is empty', '', false],
    ['of another kind', 'Bearer abc', false],
  ]

  it.each(headers)('judges a header %s: %s', async (_, header, accepted) => {
    const reading = await read(muxRequest(payload, { header }))
    expect(reading).toMatchObject(accepted ? { ok: true } : { ok: false, status: 401 })
  })

  it('agrees with Mux’s own library', async () => {
    // The library uses the machine's clock.
    const now = Math.floor(Date.now() / 1000)
    const { webhooks } = new Mux({ tokenId: 'x', tokenSecret: 'x', webhookSecret: muxSecret })
    const fresh = headers.map(([, header]) =>
      header.replaceAll(String(seconds), String(now)).replaceAll(good, muxSignature(body, now)),
    )
    for (const header of fresh) {
      const theirs = await webhooks.verifySignature(body, { 'mux-signature': header }, muxSecret).then(
        () => true,
        () => false,
      )
      const ours = await mux({ secret: muxSecret }).read(muxRequest(payload, { header }))
      expect([header, ours.ok]).toEqual([header, theirs])
    }
  })

  it('refuses a request without a header', async () => {
    const request = new Request('https://example.com', { method: 'POST', body })
    expect(await read(request)).toMatchObject({ ok: false, status: 401 })
  })

  it('refuses a header with two times', async () => {
    const header = `t=${seconds},t=${seconds},v1=${good}`
    expect(await read(muxRequest(payload, { header }))).toMatchObject({ ok: false, status: 401 })
  })

  it.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
  ])('judges a signature %d s away from this clock: %s', async (away, ok) => {
    expect(await read(muxRequest(payload, { seconds: seconds + away }))).toMatchObject({ ok })
  })

  it('refuses a recorded delivery that is sent again later', async () => {
    const recorded = muxRequest(payload)
    const replay = recorded.clone()
    expect(await read(recorded)).toMatchObject({ ok: true })
    expect(await read(replay, { now: () => (seconds + 3600) * 1000 })).toMatchObject({ status: 401 })
  })

  it('refuses a body that was changed by one byte, or serialised again', async () => {
    const header = `t=${seconds},v1=${good}`
    const changed = body.replace('asset-1', 'asset-2')
    expect(await read(muxRequest(changed, { header }))).toMatchObject({ status: 401 })
    const again = JSON.stringify(payload, null, 2)
    expect(await read(muxRequest(again, { header }))).toMatchObject({ status: 401 })
  })

  it('accepts both secrets while one is replaced', async () => {
    const secret = ['old', muxSecret]
    expect(await read(muxRequest(payload), { secret })).toMatchObject({ ok: true })
    expect(await read(muxRequest(payload, { secret: 'old' }), { secret })).toMatchObject({ ok: true })
    expect(await read(muxRequest(payload, { secret: 'older' }), { secret })).toMatchObject({ status: 401 })
  })

  it('uses the bytes of a body that is no text', async () => {
    const bytes = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])
    const request = new Request('https://example.com', {
      method: 'POST',
      headers: { 'mux-signature': `t=${seconds},v1=${muxSignature(bytes, seconds)}` },
      body: bytes,
    })
    expect(await read(request)).toMatchObject({ ok: false, status: 400 })
  })

  it('does not read a body that is too large to its end', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const request = new Request('https://example.com', {
      method: 'POST',
      headers: { 'mux-signature': `t=${seconds},v1=${good}` },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect(await read(request)).toMatchObject({ ok: false, status: 413 })
    expect(pulled).toBeLessThan(10)
    const announced = muxRequest(payload)
    announced.headers.set('content-length', '99999999')
    expect(await read(announced)).toMatchObject({ status: 413 })
  })

  it('refuses a body that breaks off, or that was read before', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })
    const headers = { 'mux-signature': `t=${seconds},v1=${good}` }
    const request = new Request('https://example.com', {
      method: 'POST',
      headers,
      body: broken,
      duplex: 'half',
    } as RequestInit)
    expect(await read(request)).toMatchObject({ ok: false, status: 400 })
    const used = muxRequest(payload)
    await used.text()
    expect(await read(used)).toMatchObject({ ok: false, status: 400 })
  })

  it('refuses a GET', async () => {
    expect(await read(new Request('https://example.com'))).toMatchObject({ ok: false, status: 405 })
  })

  it('refuses without repeating anything of the payload', async () => {
    const reading = await read(muxRequest(payload, { header: `t=${seconds},v1=${good.slice(2)}ab` }))
    for (const secret of [...muxSecrets, muxSecret, good])
      expect(JSON.stringify(reading)).not.toContain(secret)
  })
})

describe('a missing Mux secret', () => {
  it.each([undefined, '', ' ', [], ['a', '']])('throws at once for %o', (secret) => {
    expect(() => mux({ secret: secret as string })).toThrow(
      /^Standby: mux\(\) was called without a signing secret\..*MUX_WEBHOOK_SECRET/,
    )
  })
})
