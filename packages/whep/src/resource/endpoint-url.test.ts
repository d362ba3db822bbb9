import { describe, expect, it } from 'vitest'
import { endpointUrl, resourceUrl, streamId } from './endpoint-url.ts'

const page = 'https://page.example/watch/'

describe('the address of an endpoint', () => {
  it.each([
    ['https://a.example/whep', 'https://a.example/whep'],
    [' https://a.example/whep ', 'https://a.example/whep'],
    ['/whep/stage', 'https://page.example/whep/stage'],
    ['whep', 'https://page.example/watch/whep'],
    ['//b.example/whep', 'https://b.example/whep'],
  ])('given as %j resolves to %s', (given, expected) => expect(endpointUrl(given, page)).toBe(expected))

  it.each([
    '',
    '  ',
    'not a url',
    'javascript:alert(1)',
    'ws://a.example',
    'http://',
    undefined,
    null,
    5,
    {},
  ])('cannot be %j', (given) => expect(endpointUrl(given, page)).toBeNull())

  it('cannot be relative without a page', () => expect(endpointUrl('/whep', undefined)).toBeNull())
})

describe('the resource of an answer', () => {
  it.each([
    ['/whep/1', 'https://a.example/whep/1'],
    ['1', 'https://a.example/stage/1'],
    ['https://b.example/1', 'https://b.example/1'],
  ])('with the location %s is relative to the answering URL', (location, expected) =>
    expect(resourceUrl(location, 'https://a.example/stage/whep')).toBe(expected),
  )

  it.each([null, 'javascript:alert(1)', 'data:text/plain,a', 'http://['])('cannot be %s', (location) =>
    expect(resourceUrl(location, 'https://a.example/')).toBeNull(),
  )
})

describe('a stream id', () => {
  it('contains no query, fragment or credentials', () => {
    expect(streamId('https://user:p@ss@a.example/whep?token=1')).toBe('whep:https://a.example/whep')
  })

  it('is the kind if the address is a function', () => expect(streamId(() => '/whep')).toBe('whep'))
})
