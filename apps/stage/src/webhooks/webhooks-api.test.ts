import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import { startStage, type Stage, type StageStream } from '../index.ts'

const webhooks = { platform: 'mux', url: 'http://127.0.0.1:9/hook', secret: 'sent-by-the-stage' }

let stage: Stage
let stream: StageStream
const ask = (method: 'GET' | 'POST', body?: unknown) =>
  control(stage.url, method, `/streams/${stream.id}/webhooks`, body)
const patch = async (body: unknown) => {
  const response = await fetch(`${stage.url}/streams/${stream.id}/webhooks`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

beforeAll(async () => {
  stage = await startStage()
  stream = await stage.createStream({ live: false })
})
afterAll(() => stage.close())

describe('webhooks over HTTP', () => {
  it('are not sent until they are configured', async () => {
    expect(await ask('GET')).toEqual({ status: 200, json: { options: null, deliveries: [] } })
    expect(await patch({ lose: 1 })).toMatchObject({ status: 409 })
  })

  it('are configured and switched, and keep their secret', async () => {
    const { status, json } = await ask('POST', webhooks)
    expect(status).toBe(201)
    expect(json['options']).toMatchObject({ platform: 'mux', secret: 'set', delayMs: 0, disorder: false })
    expect((await patch({ duplicates: 2, disorder: true })).json['options']).toMatchObject({ duplicates: 2 })
    expect(JSON.stringify(await ask('GET'))).not.toContain(webhooks.secret)
    const first = stream.webhooks
    await ask('POST', { ...webhooks, platform: 'fastpix' })
    expect(stream.webhooks).not.toBe(first)
    expect(stream.webhooks?.options).toMatchObject({ platform: 'fastpix', duplicates: 0 })
  })

  it.each([
    [{ ...webhooks, platform: 'twitch' }, 'platform'],
    [{ ...webhooks, url: 'https://example.com/hook' }, 'url'],
    [{ ...webhooks, url: 'nowhere' }, 'url'],
    [{ ...webhooks, secret: '' }, 'secret'],
    [{ ...webhooks, delayMs: -1 }, 'delayMs'],
    [{ ...webhooks, colour: 'red' }, 'colour'],
  ])('are refused with the options %o', async (options, field) => {
    const { status, json } = await ask('POST', options)
    expect(status).toBe(400)
    expect(json['error']).toContain(field)
  })

  it('refuse an unknown or invalid switch', async () => {
    expect(await patch({ secret: 'another' })).toMatchObject({ status: 400 })
    expect(await patch({ lose: 'all' })).toMatchObject({ status: 400 })
  })
})
