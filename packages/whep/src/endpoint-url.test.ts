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
  ])('%j leads to %s', (given, expected) => expect(endpointUrl(given, page)).toBe(expected))

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
  ])('%j is none', (given) => expect(endpointUrl(given, page)).toBeNull())

  it('that is relative leads nowhere without a page', () =>
    expect(endpointUrl('/whep', undefined)).toBeNull())
})

describe('the resource that an answer names', () => {
  it.each([
    ['/whep/1', 'https://a.example/whep/1'],
    ['1', 'https://a.example/stage/1'],
    ['https://b.example/1', 'https://b.example/1'],
  ])('%s counts from where it was answered', (location, expected) =>
    expect(resourceUrl(location, 'https://a.example/stage/whep')).toBe(expected),
  )

  it.each([null, 'javascript:alert(1)', 'data:text/plain,a', 'http://['])('%s is none', (location) =>
    expect(resourceUrl(location, 'https://a.example/')).toBeNull(),
  )
})

describe('an id', () => {
  it('holds no query, fragment or credentials', () => {
    expect(streamId('https://user:p@ss@a.example/whep?token=1')).toBe('whep:https://a.example/whep')
  })

  it('of an address that must be asked for is the kind', () => expect(streamId(() => '/whep')).toBe('whep'))
})
