import { describe, expect, it, vi } from 'vitest'
import type { WhepResource } from './whep-resource.ts'
import { accepted, type Asked, endpoint, headerOf, refusal, server } from './http.fixture.ts'
import { negotiate } from './negotiation.ts'
import type { WhepOptions } from '../options.ts'

async function ask(
  options: Partial<WhepOptions>,
  answer: (asked: Asked) => Response | Promise<Response>,
  signal = new AbortController().signal,
) {
  const { environment, asked, of } = server(answer)
  const resources: WhepResource[] = []
  const outcome = await negotiate('v=0 offer', {
    options: { url: endpoint, ...options },
    environment,
    attempt: 3,
    signal,
    opening: (resource) => resources.push(resource),
  })
  return { outcome, asked, of, resources, environment }
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers })

describe('a negotiation', () => {
  it('returns the answer', async () => {
    const { outcome, resources } = await ask({ token: 'abc' }, () => accepted())
    expect(outcome).toMatchObject({ type: 'accepted', sdp: expect.stringMatching(/^v=0/) })
    expect(resources).toHaveLength(1)
  })

  it('calls the functions for address and token', async () => {
    const url = vi.fn(() => Promise.resolve('/whep'))
    const token = vi.fn(() => 'fresh')
    const { asked } = await ask({ url, token }, () => accepted())
    expect(url).toHaveBeenCalledExactlyOnceWith({ attempt: 3, reason: 'connect' })
    expect(token).toHaveBeenCalledExactlyOnceWith({ attempt: 3, reason: 'connect' })
    expect(asked[0]?.url).toBe('https://page.example/whep')
    expect(headerOf(asked[0]!, 'Authorization')).toBe('Bearer fresh')
  })

  it.each([401, 403])('tries once more after %d if the token is a function', async (code) => {
    const token = vi.fn(({ reason }: { reason: string }) => (reason === 'expired' ? 'new' : 'old'))
    const { outcome, asked } = await ask({ token }, (one) =>
      headerOf(one, 'Authorization') === 'Bearer new' ? accepted() : status(code)(),
    )
    expect(outcome.type).toBe('accepted')
    expect(token.mock.calls.map(([why]) => why.reason)).toEqual(['connect', 'expired'])
    expect(asked).toHaveLength(2)
  })

  it('does not try a third time', async () => {
    const { outcome, asked } = await ask({ token: () => 'old' }, status(401))
    expect(outcome).toMatchObject({ type: 'failed', failure: { status: 401 } })
    expect(asked).toHaveLength(2)
  })

  it('does not try again with a constant', async () => {
    const { asked } = await ask({ token: 'old' }, status(401))
    expect(asked).toHaveLength(1)
  })

  it.each([409, 425])('reads %d as not live', async (code) => {
    expect((await ask({}, status(code, { 'Retry-After': '5' }))).outcome).toEqual({
      type: 'not-live',
      retryAfter: '5',
    })
    expect((await ask({}, status(code))).outcome).toEqual({ type: 'not-live', retryAfter: null })
  })

  it.each(['', 'not a url', 'javascript:alert(1)'])('sends no request to %j', async (url) => {
    const { outcome, asked } = await ask({ url }, () => accepted())
    expect(outcome).toEqual({ type: 'failed', failure: { kind: 'invalid-url' } })
    expect(asked).toEqual([])
  })

  it.each(['a b', 'a\nb', 'käse'])('does not send %j as a token', async (token) => {
    const { outcome, asked } = await ask({ token }, () => accepted())
    expect(outcome).toEqual({ type: 'refused', reason: 'invalid-token' })
    expect(asked).toEqual([])
  })

  it('sends no header for an empty token', async () => {
    const { asked } = await ask({ token: '' }, () => accepted())
    expect(headerOf(asked[0]!, 'Authorization')).toBeNull()
  })

  it('reports that a function of the caller rejects', async () => {
    const { outcome } = await ask({ url: () => Promise.reject(new Error('no')) }, () => accepted())
    expect(outcome).toEqual({ type: 'unknown-address' })
  })

  it('sends no request after the close', async () => {
    const abort = new AbortController()
    abort.abort()
    expect((await ask({}, () => accepted(), abort.signal)).asked).toEqual([])
  })

  it('reports an answer that is not SDP', async () => {
    const { outcome } = await ask({}, () => accepted({}, '<html>'))
    expect(outcome).toEqual({ type: 'refused', reason: 'not-an-answer' })
  })
})

describe('a request without an answer', () => {
  it('is a CORS refusal if the server answers a no-cors request', async () => {
    const { outcome, of } = await ask({}, ({ init }) =>
      init.mode === 'no-cors' ? new Response() : refusal(),
    )
    expect(outcome).toEqual({ type: 'failed', failure: { kind: 'cors' } })
    expect(of('POST')).toHaveLength(2)
  })

  it('is sent again, because the server may just have started', async () => {
    let up = false
    const { outcome } = await ask({}, ({ init }) => {
      if (init.mode === 'no-cors') up = true
      return !up ? refusal() : init.mode ? new Response() : accepted()
    })
    expect(outcome.type).toBe('accepted')
  })

  it('is a network failure otherwise, and leaves no timer', async () => {
    const { outcome, environment } = await ask({}, refusal)
    expect(outcome).toEqual({ type: 'failed', failure: { kind: 'refused' } })
    expect(environment.timers).toBe(0)
  })

  it('is not checked for CORS on the page’s own origin', async () => {
    const { asked } = await ask({ url: '/whep' }, refusal)
    expect(asked).toHaveLength(1)
  })
})
