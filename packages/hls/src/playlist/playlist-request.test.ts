import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { requestPlaylist } from './playlist-request.ts'

const url = 'https://example.com/live/index.m3u8'
const media = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.ts\n'

function request(answers: Record<string, () => Response | Promise<Response>>) {
  const environment = manualEnvironment({
    fetch: (input) => Promise.resolve(answers[input]?.() ?? new Response('', { status: 404 })),
  })
  return { environment, result: requestPlaylist(environment, url, new AbortController().signal) }
}

describe('requestPlaylist', () => {
  it('loads a media playlist and leaves no timer behind', async () => {
    const { environment, result } = request({ [url]: () => new Response(media) })
    expect(await result).toMatchObject({ playlist: { live: true, endSequence: 0 }, url })
    expect(environment.timers).toBe(0)
  })

  it('follows a multivariant playlist to its first level, and no further', async () => {
    const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n'
    const low = 'https://example.com/live/low.m3u8'
    expect(
      await request({ [url]: () => new Response(master), [low]: () => new Response(media) }).result,
    ).toMatchObject({
      url: low,
    })
    expect(
      await request({ [url]: () => new Response(master), [low]: () => new Response(master) }).result,
    ).toEqual({
      failure: { kind: 'not-a-playlist' },
    })
  })

  it('reports what the server answers', async () => {
    const refused = () => new Response('', { status: 503, headers: { 'Retry-After': '3' } })
    expect(await request({ [url]: refused }).result).toEqual({
      failure: { kind: 'http', status: 503, retryAfter: '3' },
    })
    expect(await request({ [url]: () => new Response('<html>') }).result).toEqual({
      failure: { kind: 'not-a-playlist' },
    })
    expect(await request({ [url]: () => new Response('') }).result).toEqual({ failure: { kind: 'empty' } })
  })

  it('reports a request without an answer as refused', async () => {
    const environment = manualEnvironment()
    expect(await requestPlaylist(environment, url, new AbortController().signal)).toEqual({
      failure: { kind: 'refused' },
    })
  })

  it('gives up after 8 s without an answer', async () => {
    const environment = manualEnvironment({
      fetch: (_, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    })
    const result = requestPlaylist(environment, url, new AbortController().signal)
    environment.advance(8000)
    expect(await result).toEqual({ failure: { kind: 'timeout' } })
  })
})
