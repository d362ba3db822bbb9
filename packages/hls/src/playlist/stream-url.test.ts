import { describe, expect, it } from 'vitest'
import { isSameStream, streamId, streamUrl } from './stream-url.ts'

describe('streamUrl', () => {
  it.each([
    ['https://example.com/live.m3u8', 'https://example.com/live.m3u8'],
    ['http://localhost:8080/a?token=1', 'http://localhost:8080/a?token=1'],
    ['/live/index.m3u8', 'https://page.example/live/index.m3u8'],
    ['index.m3u8', 'https://page.example/watch/index.m3u8'],
    ['//cdn.example/a.m3u8', 'https://cdn.example/a.m3u8'],
    [' https://example.com/live.m3u8\n', 'https://example.com/live.m3u8'],
  ])('accepts %s', (src, url) => {
    expect(streamUrl(src, 'https://page.example/watch/')).toBe(url)
  })

  it.each([
    '',
    '   ',
    'not a url',
    'http://',
    'javascript:alert(1)',
    'data:application/vnd.apple.mpegurl,x',
    'file:///etc/passwd',
    undefined,
    null,
    42,
    {},
  ])('refuses %s', (src) => {
    expect(streamUrl(src, 'https://page.example/')).toBeNull()
  })

  it('refuses a relative address without a page', () => {
    expect(streamUrl('/live.m3u8', undefined)).toBeNull()
  })
})

describe('isSameStream', () => {
  it('ignores signatures', () => {
    expect(isSameStream('https://example.com/a?token=1', 'https://example.com/a?token=2')).toBe(true)
    expect(isSameStream('https://example.com/a', 'https://example.com/b')).toBe(false)
  })
})

describe('streamId', () => {
  it('is the same for the same stream and contains no secret', () => {
    expect(streamId('https://a:b@c@example.com/live.m3u8?token=1')).toBe('hls:https://example.com/live.m3u8')
    expect(streamId(() => 'https://example.com/live.m3u8')).toBe('hls')
  })
})
