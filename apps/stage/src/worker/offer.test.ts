import { describe, expect, it } from 'vitest'
import { fragmentCandidates, fragmentUfrag, readOffer } from './offer.ts'

const offer = (video: string[], audio = ['a=mid:1', 'a=rtpmap:111 opus/48000/2']): string =>
  [
    'v=0',
    'a=fingerprint:sha-256 AA',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 102 127',
    'a=ice-ufrag:abcd',
    'a=candidate:1 1 udp 1 x.local 9 typ host',
    ...video,
    'a=end-of-candidates',
    ...(audio.length > 0 ? ['m=audio 9 UDP/TLS/RTP/SAVPF 111', ...audio] : []),
    '',
  ].join('\r\n')

const h264 = (type: number, format: string): string[] => [
  `a=rtpmap:${type} H264/90000`,
  `a=fmtp:${type} level-asymmetry-allowed=1;${format}`,
]

describe('an SDP offer', () => {
  it('is read as mids, payload types and ufrag, without its candidates', () => {
    const read = readOffer(offer(['a=mid:0', ...h264(102, 'packetization-mode=1;profile-level-id=42e01f')]))
    expect(read).toMatchObject({
      iceUfrag: 'abcd',
      video: { mid: '0', payloadType: 102 },
      audio: { mid: '1', payloadType: 111 },
    })
    expect(read).toHaveProperty('sdp', expect.not.stringMatching(/candidate/))
  })

  it('gives constrained baseline before baseline, and no other mode or profile', () => {
    const one = h264(96, 'packetization-mode=0;profile-level-id=42e01f')
    const two = h264(102, 'packetization-mode=1;profile-level-id=42001f')
    const three = h264(127, 'packetization-mode=1;profile-level-id=42E01F')
    const high = h264(110, 'packetization-mode=1;profile-level-id=640c1f')
    const typeOf = (...formats: string[][]): unknown => {
      const read = readOffer(offer(['a=mid:0', ...formats.flat()]))
      return typeof read === 'string' ? read : read.video.payloadType
    }
    expect(typeOf(one, two, three, high)).toBe(127)
    expect(typeOf(one, two, high)).toBe(102)
    expect(typeOf(one, high)).toBe('nothing-in-common')
  })

  it('may have no audio', () => {
    const video = ['a=mid:0', ...h264(102, 'packetization-mode=1;profile-level-id=42e01f')]
    expect(readOffer(offer(video, []))).toMatchObject({ audio: null })
    expect(readOffer(offer(video, ['a=mid:1', 'a=rtpmap:0 PCMU/8000']))).toMatchObject({ audio: null })
  })

  it.each(['', 'hello', 'v=0\r\n', 'v=0\r\nm=video 9 x 96\r\n', 'm=video\r\nv=0'])(
    'is malformed: %j',
    (sdp) => {
      expect(readOffer(sdp)).toBe('malformed')
    },
  )
})

describe('a trickle fragment', () => {
  it('is read as candidates with their mids, without `.local` names', () => {
    const fragment =
      'a=ice-ufrag:abcd\r\na=mid:7\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\na=candidate:2 1 udp 1 x.local 9 typ host\r\n'
    expect(fragmentUfrag(fragment)).toBe('abcd')
    expect(fragmentCandidates(fragment)).toEqual([
      { candidate: 'candidate:1 1 udp 1 10.0.0.1 9 typ host', mid: '7' },
    ])
  })

  it('is read up to 200 lines', () => {
    expect(fragmentUfrag('')).toBeUndefined()
    expect(fragmentCandidates('a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n'.repeat(5000)).length).toBe(200)
  })
})
