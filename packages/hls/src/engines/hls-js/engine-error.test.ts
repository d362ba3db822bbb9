import type { ErrorData } from 'hls.js'
import { describe, expect, it } from 'vitest'
import { readError } from './engine-error.ts'

const error = (data: Record<string, unknown>): ErrorData =>
  ({
    type: 'networkError',
    fatal: false,
    error: new Error(String(data['reason'] ?? '')),
    ...data,
  }) as ErrorData

describe('readError', () => {
  it('reads a refused entry playlist', () => {
    expect(readError(error({ details: 'manifestLoadError', response: { code: 404 }, fatal: true }))).toEqual({
      scope: 'entry',
      failure: { kind: 'http', status: 404, retryAfter: null },
      request: { status: 404, timedOut: false },
    })
  })

  it('reads status 0 as no answer', () => {
    expect(readError(error({ details: 'levelLoadError', response: { code: 0 } }))).toEqual({
      scope: 'playlist',
      failure: { kind: 'refused' },
      request: { status: null, timedOut: false },
    })
  })

  it('reads a timeout', () => {
    expect(readError(error({ details: 'levelLoadTimeOut' }))).toMatchObject({
      failure: { kind: 'timeout' },
      request: { status: null, timedOut: true },
    })
  })

  it('reads Retry-After of both kinds of request', () => {
    const xhr = { getAllResponseHeaders: () => 'content-type: text/plain\r\nretry-after: 12\r\n' }
    const fetched = { headers: new Headers({ 'Retry-After': '9' }) }
    const retryAfter = (networkDetails: object) =>
      readError(error({ details: 'manifestLoadError', response: { code: 503 }, networkDetails }))
    expect(retryAfter(xhr)).toMatchObject({ failure: { retryAfter: '12' } })
    expect(retryAfter(fetched)).toMatchObject({ failure: { retryAfter: '9' } })
  })

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['#EXTM3U\n#EXT-X-VERSION:3\n', 'empty'],
    ['<!doctype html><title>Hello</title>', 'not-a-playlist'],
    ['{"error":"nope"}', 'not-a-playlist'],
  ])('reads an entry that cannot be parsed: %j', (data, kind) => {
    expect(
      readError(error({ details: 'manifestParsingError', response: { data }, fatal: true })),
    ).toMatchObject({
      scope: 'entry',
      failure: { kind },
    })
  })

  it('reads a playlist without segments as an answer, not as a failure', () => {
    expect(readError(error({ details: 'levelEmptyError' }))).toEqual({
      scope: 'playlist',
      failure: { kind: 'empty' },
      request: null,
    })
  })

  it.each(['media sequence mismatch 5: a.ts b.ts', 'discontinuity sequence mismatch (1!=2)'])(
    'recognises a packager that started over: %s',
    (reason) => {
      expect(readError(error({ details: 'levelParsingError', reason })).scope).toBe('mismatch')
    },
  )

  it('reads any other playlist that cannot be parsed as a server failure', () => {
    expect(
      readError(error({ details: 'levelParsingError', reason: 'Missing format identifier #EXTM3U' })),
    ).toEqual({
      scope: 'playlist',
      failure: { kind: 'not-a-playlist' },
      request: { status: 500, timedOut: false },
    })
  })

  it.each([
    ['fragLoadError', { response: { code: 404 } }, { status: 404, timedOut: false }],
    ['fragLoadTimeOut', {}, { status: null, timedOut: true }],
    ['keyLoadError', { response: { code: 0 } }, { status: null, timedOut: false }],
  ])('reads %s of a segment', (details, more, request) => {
    expect(readError(error({ details, ...more }))).toEqual({ scope: 'segment', request })
  })

  it.each([
    ['manifestIncompatibleCodecsError', 'unsupported'],
    ['bufferAddCodecError', 'unsupported'],
    ['fragParsingError', 'media'],
    ['bufferAppendError', 'media'],
    ['bufferStalledError', 'none'],
    ['bufferNudgeOnStall', 'none'],
    ['fragGap', 'none'],
    ['subtitleLoadError', 'none'],
    ['audioTrackLoadError', 'none'],
  ])('reads %s with the scope %s', (details, scope) => {
    const type = /^(buffer|manifestInc|frag)/.test(details) ? 'mediaError' : 'networkError'
    expect(readError(error({ details, type })).scope).toBe(scope)
  })

  it('ignores missing subtitles', () => {
    expect(readError(error({ details: 'fragLoadError', frag: { type: 'subtitle' } })).scope).toBe('none')
    expect(readError(error({ details: 'fragLoadError', frag: { type: 'main' } })).scope).toBe('segment')
  })

  it('does not ignore fatal errors', () => {
    expect(readError(error({ details: 'bufferStalledError', type: 'mediaError', fatal: true })).scope).toBe(
      'media',
    )
    expect(readError(error({ details: 'internalException', type: 'otherError', fatal: true })).scope).toBe(
      'media',
    )
    expect(readError(error({ details: 'internalException', type: 'otherError' })).scope).toBe('none')
  })
})
