import { describe, expect, it } from 'vitest'
import { urlWithoutSecrets } from './url-without-secrets.ts'

describe('an address without its secrets', () => {
  it.each([
    ['wss://me:secret@play.example.com/session?token=secret#secret', 'wss://play.example.com/session'],
    ['https://user:p@ss@cdn.example.com/live.m3u8', 'https://cdn.example.com/live.m3u8'],
    ['https://a@b@c@cdn.example.com', 'https://cdn.example.com'],
    ['https://user:p%2Fss@cdn.example.com/live', 'https://cdn.example.com/live'],
    ['HTTPS://user:secret@cdn.example.com/', 'HTTPS://cdn.example.com/'],
    ['web+rtc://user:secret@cdn.example.com/', 'web+rtc://cdn.example.com/'],
    ['//user:secret@cdn.example.com/live.m3u8', '//cdn.example.com/live.m3u8'],
    ['\\\\user:secret@cdn.example.com/live.m3u8', '\\\\cdn.example.com/live.m3u8'],
    ['https:\\\\user:secret@cdn.example.com/live.m3u8', 'https:\\\\cdn.example.com/live.m3u8'],
    ['https:user:secret@cdn.example.com/live.m3u8', 'https:cdn.example.com/live.m3u8'],
    ['https:/user:secret@cdn.example.com/live.m3u8', 'https:/cdn.example.com/live.m3u8'],
    ['https:///user:secret@cdn.example.com/live.m3u8', 'https:///cdn.example.com/live.m3u8'],
    ['  https://cdn.example.com/live.m3u8?a=1\n&token=secret ', 'https://cdn.example.com/live.m3u8'],
    ['https://cdn.example.com#secret', 'https://cdn.example.com'],
    ['https://cdn.example.com?redirect=https://a:b@c/', 'https://cdn.example.com'],
  ])('turns %j into %j', (url, expected) => expect(urlWithoutSecrets(url)).toBe(expected))

  it.each([
    'https://example.com/@channel/live.m3u8',
    'https://example.com/a:b@c/live.m3u8',
    '//example.com/@channel',
    '/live/@channel.m3u8',
    'live/@channel.m3u8',
    'http://[::1]:8080/live.m3u8',
    'not a url',
    '',
  ])('stays %j when it has none', (url) => expect(urlWithoutSecrets(url)).toBe(url))

  it('keeps its path, also a signed one', () => {
    expect(urlWithoutSecrets('https://cdn.example.com/signed/abc/live.m3u8')).toBe(
      'https://cdn.example.com/signed/abc/live.m3u8',
    )
  })
})
