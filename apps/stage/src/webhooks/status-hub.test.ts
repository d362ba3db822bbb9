import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import { startStage, type Stage, type StageStream } from '../index.ts'

interface Told {
  readonly state: string
  readonly deadline?: number
  readonly since?: number
  readonly src?: string
}

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

/** Listens as a viewer's page does, until a status passes the test. */
async function hears(stream: StageStream, test: (status: Told) => boolean): Promise<Told> {
  const abort = new AbortController()
  const response = await fetch(stream.statusUrl ?? '', {
    headers: { origin: 'http://127.0.0.1:4173' },
    signal: abort.signal,
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4173')
  let text = ''
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const told = [...text.matchAll(/^event: status\ndata: (.*)$/gm)].map(
        ([, data = '']) => (JSON.parse(data) as { status: Told }).status,
      )
      const found = told.find(test)
      if (found) return found
    }
  } finally {
    abort.abort()
  }
  throw new Error('the hub hung up')
}

describe('a stream of a platform', () => {
  it.each(['mux', 'fastpix'] as const)(
    'has a hub that tells viewers the state of its encoder (%s)',
    async (platform) => {
      const stream = await stage.createStream({ platform, reconnectWindowMs: 30_000 })
      await hears(stream, ({ state }) => state === 'active')
      const delivered = stream.next('webhook', ({ event }) => event.includes('disconnected'))
      await stream.inject('encoder-drop')
      const { since = 0, deadline } = await hears(stream, ({ state }) => state === 'disconnected')
      // Mux gives times in whole seconds.
      expect(deadline).toBe(since + 30_000)
      expect(await delivered).toMatchObject({ attempt: 1, copy: false, status: 200 })
      await stream.inject('window-expiry')
      await hears(stream, ({ state }) => state === 'idle')
      await stream.close()
    },
  )

  it('sends viewers to a new asset, which has no hub of its own', async () => {
    const stream = await stage.createStream({ platform: 'mux' })
    const moved = stream.next('new-asset')
    await stream.inject('new-asset')
    const { id } = await moved
    const url = `${stage.url}/live/${id}/index.m3u8`
    await hears(stream, ({ src }) => src === url)
    expect(stage.stream(id)?.statusUrl).toBeNull()
    await stage.stream(id)?.close()
    await stream.close()
  })

  it('closes its hub when it closes', async () => {
    const stream = await stage.createStream({ platform: 'mux', live: false })
    const url = stream.statusUrl ?? ''
    const open = await fetch(url)
    await stream.close()
    // Resolves only when the response ends.
    await open.text()
    expect((await fetch(url)).status).toBe(404)
  })
})

it('has no hub for a stream without a platform', async () => {
  const { json } = await control(stage.url, 'POST', '/streams', { live: false })
  expect(json).toMatchObject({ statusUrl: null, options: { platform: 'none' } })
  expect((await fetch(`${stage.url}/status/${String(json['id'])}`)).status).toBe(404)
  expect((await control(stage.url, 'POST', '/streams', { platform: 'twitch' })).json['error']).toBe(
    'Standby: platform must be one of: none, mux, fastpix.',
  )
})
