import { describe, expect, it } from 'vitest'
import { sdp } from '../peer/fake-peer.fixture.ts'
import { iceSection, readFragment, withIce, writeFragment } from './sdp-fragment.ts'

const pwd = '0123456789012345678901'
const candidate = 'candidate:1 1 udp 2130706431 192.0.2.1 61764 typ host'

describe('the ICE section', () => {
  it('is the first section of the bundle', () => {
    expect(iceSection(sdp('video', 'audio'))).toEqual({
      media: 'm=video 9 UDP/TLS/RTP/SAVPF 96',
      mid: '0',
      ufrag: 'abcd',
      pwd,
    })
  })

  it('may have its credentials at session level', () => {
    const text = `v=0\na=ice-ufrag:wxyz\na=ice-pwd:${pwd}\nm=audio 9 RTP/AVP 0\na=mid:voice\n`
    expect(iceSection(text)).toMatchObject({ mid: 'voice', ufrag: 'wxyz' })
  })

  it.each([
    '',
    'v=0\r\n',
    'm=audio 9 RTP/AVP 0\r\n',
    `m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=ice-ufrag:abcd\r\n`,
  ])('is missing in %j', (text) => expect(iceSection(text)).toBeNull())
})

describe('a fragment', () => {
  const section = { media: 'm=video 9 UDP/TLS/RTP/SAVPF 96', mid: '0', ufrag: 'abcd', pwd }

  it('contains one candidate per line, and the end of the candidates', () => {
    expect(writeFragment(section, [candidate], true)).toBe(
      [
        'a=ice-ufrag:abcd',
        `a=ice-pwd:${pwd}`,
        'm=video 9 UDP/TLS/RTP/SAVPF 96',
        'a=mid:0',
        `a=${candidate}`,
        'a=end-of-candidates',
        '',
      ].join('\r\n'),
    )
  })

  it('can be read back', () => {
    expect(readFragment(writeFragment(section, [candidate], false))).toEqual({
      ufrag: 'abcd',
      pwd,
      candidates: [`a=${candidate}`],
    })
  })

  it('is read with max 64 candidates', () => {
    const many = Array.from({ length: 500 }, () => candidate)
    expect(readFragment(writeFragment(section, many, true))?.candidates).toHaveLength(64)
  })

  it.each([
    '',
    '<html></html>',
    `a=ice-ufrag:abcd\r\n`,
    `a=ice-pwd:${pwd}\r\n`,
    `a=ice-ufrag:abc\r\na=ice-pwd:${pwd}\r\n`,
    `a=ice-ufrag:abcd\r\na=ice-pwd:short\r\n`,
    `a=ice-ufrag:ab cd\r\na=ice-pwd:${pwd}\r\n`,
  ])('is not read from %j', (text) => expect(readFragment(text)).toBeNull())
})

describe('an answer with new ICE', () => {
  it('has the credentials in every section, and the candidates in the first', () => {
    const before = sdp('video', 'audio').replace(
      'a=mid:0\r\n',
      'a=mid:0\r\na=candidate:9 1 udp 1 192.0.2.9 9 typ host\r\na=end-of-candidates\r\n',
    )
    const after = withIce(before, {
      ufrag: 'new1',
      pwd: pwd.replace('0', 'x'),
      candidates: [`a=${candidate}`],
    })
    expect(after.match(/a=ice-ufrag:.*/g)).toEqual(['a=ice-ufrag:new1', 'a=ice-ufrag:new1'])
    expect(after).not.toMatch(/192\.0\.2\.9|end-of-candidates|abcd/)
    expect(after.indexOf(candidate)).toBeLessThan(after.indexOf('m=audio'))
    expect(after.replace(`a=${candidate}\r\n`, '').split('\r\n')).toHaveLength(
      sdp('video', 'audio').split('\r\n').length,
    )
  })

  it('has the candidates at its end if it has one section', () => {
    const after = withIce(sdp('video'), { ufrag: 'new1', pwd, candidates: [`a=${candidate}`] })
    expect(after.endsWith(`a=${candidate}\r\n`)).toBe(true)
  })
})
