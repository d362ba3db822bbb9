import { describe, expect, it, vi } from 'vitest'
import { WhepResource } from './whep-resource.ts'
import { accepted, type Asked, endpoint, headerOf, refusal, server, settle } from './http.fixture.ts'
import { writeFragment } from './sdp-fragment.ts'

const pwd = '0123456789012345678901'
const fragment = writeFragment({ media: 'm=video 9 x 96', mid: '0', ufrag: 'efgh', pwd }, [], false)

function createLab(answer: (asked: Asked) => Response | Promise<Response>, token?: string) {
  const { environment, asked, of } = server(answer)
  const abort = new AbortController()
  return {
    asked,
    of,
    abort,
    resource: new WhepResource({ environment, url: endpoint, token, signal: abort.signal }),
  }
}

/** Accepts the offer. The test answers every request after it. */
const after = (
  answer: (asked: Asked) => Response | Promise<Response>,
  headers: Record<string, string> = {},
) => {
  return (asked: Asked) => (asked.init.method === 'POST' ? accepted(headers) : answer(asked))
}

describe('an offer', () => {
  it('is posted with its content type and the token', async () => {
    const lab = createLab(() => accepted(), 'abc')
    await lab.resource.post('v=0 offer')
    const [post] = lab.of('POST')
    expect(post?.url).toBe(endpoint)
    expect(post?.init.body).toBe('v=0 offer')
    expect(headerOf(post!, 'Content-Type')).toBe('application/sdp')
    expect(headerOf(post!, 'Authorization')).toBe('Bearer abc')
    expect(post?.init.signal).toBeUndefined()
  })

  it('has no Authorization header without a token', async () => {
    const lab = createLab(() => accepted())
    await lab.resource.post('')
    expect(headerOf(lab.of('POST')[0]!, 'Authorization')).toBeNull()
  })

  it('is accepted with the answer and its ICE servers', async () => {
    const lab = createLab(() => accepted({ Link: '<stun:s.example>; rel="ice-server"' }))
    expect(await lab.resource.post('')).toMatchObject({
      type: 'accepted',
      sdp: expect.stringMatching(/^v=0/),
      iceServers: [{ urls: ['stun:s.example'] }],
    })
  })

  it.each([
    ['a web page', '<!doctype html>'],
    ['an empty body', ''],
    ['a body that is too large', `v=0\r\n${'a'.repeat(200_000)}`],
  ])('is not accepted with %s', async (_, body) => {
    const lab = createLab(() => accepted({}, body))
    expect(await lab.resource.post('')).toEqual({ type: 'not-an-answer' })
  })

  it('is not accepted if the answer breaks off', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('v=0\r\n'))
        controller.error(new Error('reset'))
      },
    })
    const lab = createLab(() => accepted({}, body))
    expect(await lab.resource.post('')).toEqual({ type: 'not-an-answer' })
  })

  it.each([
    [503, { kind: 'http', status: 503, retryAfter: '2' }],
    [403, { kind: 'http', status: 403, retryAfter: '2' }],
    [406, { kind: 'unsupported' }],
    [415, { kind: 'unsupported' }],
  ])('fails with the status %d', async (status, failure) => {
    const lab = createLab(() => new Response('no', { status, headers: { 'Retry-After': '2' } }))
    expect(await lab.resource.post('')).toEqual({ type: 'failed', failure })
  })

  it('fails as refused without an answer', async () => {
    expect(await createLab(refusal).resource.post('')).toEqual({
      type: 'failed',
      failure: { kind: 'refused' },
    })
  })
})

describe('the resource', () => {
  it('is deleted once, with the token and with keepalive', async () => {
    const lab = createLab(() => accepted(), 'abc')
    await lab.resource.post('')
    lab.resource.delete()
    lab.resource.delete()
    const deletions = lab.of('DELETE')
    expect(deletions).toHaveLength(1)
    expect(deletions[0]?.url).toBe('https://a.example/whep/stage/1')
    expect(deletions[0]?.init).toMatchObject({ keepalive: true })
    expect(deletions[0]?.init.signal).toBeUndefined()
    expect(headerOf(deletions[0]!, 'Authorization')).toBe('Bearer abc')
  })

  it('is relative to the URL after a redirect', async () => {
    const lab = createLab(() => {
      const answer = accepted()
      Object.defineProperty(answer, 'url', { value: 'https://edge7.a.example/whep/stage' })
      return answer
    })
    await lab.resource.post('')
    lab.resource.delete()
    expect(lab.of('DELETE')[0]?.url).toBe('https://edge7.a.example/whep/stage/1')
  })

  it.each([
    ['https://a.example/elsewhere/1', 'Bearer abc'],
    ['//a.example:443/1', 'Bearer abc'],
    ['https://b.example/1', null],
    ['https://a.example.evil.example/1', null],
    ['https://a.example:8443/1', null],
    ['http://a.example/1', null],
    ['https://user:pass@b.example/1', null],
  ])('at %s gets the token only on the origin of the endpoint: %s', async (location, token) => {
    const lab = createLab(
      after(() => new Response(null, { status: 204 }), { Location: location }),
      'abc',
    )
    await lab.resource.post('')
    await lab.resource.trickle(fragment)
    await lab.resource.restart(fragment)
    lab.resource.delete()
    const [, ...rest] = lab.asked
    expect(rest.map(({ init }) => init.method)).toEqual(['PATCH', 'PATCH', 'DELETE'])
    expect(rest.map((asked) => headerOf(asked, 'Authorization'))).toEqual([token, token, token])
  })

  it('after a redirect to another origin does not get the token', async () => {
    const lab = createLab(() => {
      const answer = accepted()
      Object.defineProperty(answer, 'url', { value: 'https://edge7.example/whep/stage' })
      return answer
    }, 'abc')
    await lab.resource.post('')
    lab.resource.delete()
    const [deletion] = lab.of('DELETE')
    expect(deletion?.url).toBe('https://edge7.example/whep/stage/1')
    expect(headerOf(deletion!, 'Authorization')).toBeNull()
  })

  it('is deleted as soon as its answer comes after a close', async () => {
    let answer: (response: Response) => void = () => {}
    const lab = createLab(({ init }) =>
      init.method === 'POST' ? new Promise((resolve) => (answer = resolve)) : new Response(null),
    )
    const posting = lab.resource.post('')
    await settle()
    lab.resource.delete()
    lab.abort.abort()
    expect(lab.of('DELETE')).toHaveLength(0)
    answer(accepted())
    await posting
    expect(lab.of('DELETE')).toHaveLength(1)
  })

  it('without a Location header is neither deleted nor patched', async () => {
    const lab = createLab(() => new Response('v=0\r\n', { status: 201 }))
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(await lab.resource.post('')).toMatchObject({ type: 'accepted' })
    expect(warn.mock.calls[0]?.[0]).toMatch(/Access-Control-Expose-Headers/)
    warn.mockRestore()
    lab.resource.delete()
    expect(lab.resource.patches).toBe(false)
    expect(lab.asked).toHaveLength(1)
  })

  it('with a Location that is neither http nor https gets no request', async () => {
    const lab = createLab(() => accepted({ Location: 'javascript:alert(1)' }))
    await lab.resource.post('')
    lab.resource.delete()
    expect(lab.asked).toHaveLength(1)
  })

  it('that cannot be deleted does not throw', async () => {
    const lab = createLab(after(refusal))
    await lab.resource.post('')
    lab.resource.delete()
    await settle()
    expect(lab.of('DELETE')).toHaveLength(1)
  })
})

describe('candidates', () => {
  it('are sent to the resource with its ETag', async () => {
    const lab = createLab(
      after(() => new Response(null, { status: 204 }), { ETag: '"7"' }),
      'abc',
    )
    await lab.resource.post('')
    expect(lab.resource.patches).toBeNull()
    expect(await lab.resource.trickle(fragment)).toBe(true)
    expect(lab.resource.patches).toBe(true)
    const [patch] = lab.of('PATCH')
    expect(patch?.init.body).toBe(fragment)
    expect(headerOf(patch!, 'Content-Type')).toBe('application/trickle-ice-sdpfrag')
    expect(headerOf(patch!, 'If-Match')).toBe('"7"')
    expect(headerOf(patch!, 'Authorization')).toBe('Bearer abc')
  })

  it.each([404, 405, 501])('are not sent again after a %d', async (status) => {
    const lab = createLab(after(() => new Response(null, { status })))
    await lab.resource.post('')
    expect(await lab.resource.trickle(fragment)).toBe(false)
    expect(lab.resource.patches).toBe(false)
  })

  it.each([412, 429, 500])('may be sent again after a %d', async (status) => {
    const lab = createLab(after(() => new Response(null, { status })))
    await lab.resource.post('')
    expect(await lab.resource.trickle(fragment)).toBe(true)
  })

  it('are not sent after the delete', async () => {
    const lab = createLab(after(() => new Response(null, { status: 204 })))
    await lab.resource.post('')
    lab.resource.delete()
    await lab.resource.trickle(fragment)
    expect(lab.of('PATCH')).toEqual([])
  })
})

describe('the request for an ICE restart', () => {
  const restart = async (answer: () => Response) => {
    const lab = createLab(after(answer, { ETag: '"7"' }))
    await lab.resource.post('')
    return { lab, outcome: await lab.resource.restart(fragment) }
  }

  it('matches any ETag, and returns a new one', async () => {
    const { lab, outcome } = await restart(
      () => new Response(fragment, { status: 200, headers: { ETag: '"8"' } }),
    )
    expect(outcome).toEqual({ type: 'accepted', ice: { ufrag: 'efgh', pwd, candidates: [] } })
    expect(headerOf(lab.of('PATCH')[0]!, 'If-Match')).toBe('*')
    await lab.resource.trickle(fragment)
    expect(headerOf(lab.of('PATCH')[1]!, 'If-Match')).toBe('"8"')
  })

  it.each([
    ['204', () => new Response(null, { status: 204 })],
    ['405', () => new Response(null, { status: 405 })],
    ['422', () => new Response('no', { status: 422 })],
    ['200 without a fragment', () => new Response('ok')],
  ])('is declined with %s', async (_, answer) => {
    expect((await restart(answer)).outcome).toEqual({ type: 'declined' })
  })

  it.each([404, 410])('reads %d as a resource that is gone', async (status) => {
    expect((await restart(() => new Response(null, { status }))).outcome).toEqual({ type: 'gone' })
  })

  it('is unreachable without an answer', async () => {
    expect((await restart(refusal)).outcome).toEqual({ type: 'unreachable' })
  })
})
