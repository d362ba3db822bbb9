import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import { startStage, type Stage } from '../index.ts'
import { answer, answerToPage, levelUrl, outcomeOf, playlist } from './viewer.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

const warm = { warmMs: 6000 }

describe('a signed stream', () => {
  it('adds its token to every URL that it lists', async () => {
    const stream = await stage.createStream({ ...warm, signed: true, levels: 2, captions: true })
    expect(new URL(stream.url).searchParams.get('token')).toMatch(/^[\w-]{8,}$/)
    const master = await answer(stream.url)
    const uris = [...master.text.matchAll(/^(?!#).+$|URI="([^"]+)"/gm)].map((match) => match[1] ?? match[0])
    expect(uris).toHaveLength(3)
    for (const uri of uris) {
      const { segments, inits } = await playlist(new URL(uri, stream.url).href)
      for (const file of [...segments.slice(-1), ...inits]) expect(await outcomeOf(file)).toBe(200)
    }
    expect(await outcomeOf(stream.url.replace(/\?.*/, ''))).toBe(403)
    expect(await outcomeOf(stream.url.replace(/token=.*/, 'token=guess'))).toBe(403)
    await stream.close()
  })
})

describe('signature-expired', () => {
  it('refuses the old URL and everything listed below it; a new one works', async () => {
    const stream = await stage.createStream({ ...warm, signed: true })
    const { segments, inits } = await playlist(stream.url)
    const old = [stream.url, ...segments.slice(-1), ...inits]
    const path = `/streams/${stream.id}/faults/signature-expired`
    expect((await control(stage.url, 'POST', path)).status).toBe(200)
    expect(await Promise.all(old.map(outcomeOf))).toEqual([403, 403, 403])

    const { status, json } = await control(stage.url, 'POST', `/streams/${stream.id}/token`)
    expect(status).toBe(200)
    const renewed = String(json['url'])
    expect(new URL(renewed).searchParams.get('token')).toBe(json['token'])
    const list = await playlist(renewed)
    expect(await outcomeOf(list.segments.at(-1) ?? '')).toBe(200)
    await stream.close()
  })

  it('closes an unsigned stream until lifted', async () => {
    const stream = await stage.createStream(warm)
    await stream.inject('signature-expired')
    expect(await outcomeOf(stream.url)).toBe(403)
    expect(await outcomeOf(stream.newToken().url)).toBe(200)
    await stream.lift('signature-expired')
    expect(await outcomeOf(stream.url)).toBe(200)
    await stream.close()
  })
})

describe('cors-refused', () => {
  const page = 'http://127.0.0.1:4173'
  it('leaves out the CORS headers until lifted', async () => {
    const stream = await stage.createStream({ ...warm, levels: 2 })
    const list = await playlist(levelUrl(stream, 0))
    const urls = [stream.url, list.url, list.segments[0] ?? '', list.inits[0] ?? '']
    const allowed = async (): Promise<unknown[]> =>
      (await Promise.all(urls.map((url) => answerToPage(page, url)))).map(
        ({ headers }) => headers['access-control-allow-origin'],
      )
    expect(await allowed()).toEqual([page, page, page, page])
    await stream.inject('cors-refused')
    expect(await allowed()).toEqual([undefined, undefined, undefined, undefined])
    const preflight = await fetch(stream.url, { method: 'OPTIONS', headers: { origin: page } })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    await stream.lift('cors-refused')
    expect(await allowed()).toEqual([page, page, page, page])
    await stream.close()
  })

  it('is off by default: error answers have CORS headers too', async () => {
    const stream = await stage.createStream(warm)
    await stream.inject('playlist-404')
    expect((await answerToPage(page, stream.url)).headers['access-control-allow-origin']).toBe(page)
    await stream.close()
  })
})
