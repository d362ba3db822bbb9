import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakePeer, stubWebRtc } from './fake-peer.fixture.ts'
import { createPeer, receives } from './create-peer.ts'

let made: FakePeer[]
beforeEach(() => (made = stubWebRtc()))
afterEach(() => void vi.unstubAllGlobals())

describe('a peer', () => {
  it('receives audio and video in one bundle, with a data channel', () => {
    createPeer({}, [{ urls: 'stun:s.example' }])
    expect(made[0]?.configuration).toEqual({
      bundlePolicy: 'max-bundle',
      iceServers: [{ urls: 'stun:s.example' }],
    })
    expect(made[0]?.transceivers.map(({ kind, direction }) => [kind, direction])).toEqual([
      ['video', 'recvonly'],
      ['audio', 'recvonly'],
    ])
    expect(made[0]?.channel?.label).toBe('standby.v1')
  })

  it('warns once of an invalid ICE server', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    createPeer({}, [{ urls: 'nonsense' }])
    createPeer({}, [{ urls: 'nonsense' }])
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })

  it('offers the microphone, and no data channel, by its options', () => {
    expect(createPeer({ microphone: true, dataChannel: false }, []).channel).toBeNull()
    expect(made[0]?.transceivers[1]?.direction).toBe('sendrecv')
  })

  it.each([
    [undefined, 0],
    [300, 300],
    [-5, 0],
    [99_999, 4000],
    [NaN, 0],
  ])('sets a jitter buffer of %s ms to %d', (jitterBufferMs, expected) => {
    createPeer(jitterBufferMs === undefined ? {} : { jitterBufferMs }, [])
    expect(made[0]?.transceivers.map(({ receiver }) => receiver.jitterBufferTarget)).toEqual([
      expected,
      expected,
    ])
  })

  it.each([
    ['recvonly', 'inactive', true],
    ['inactive', 'sendrecv', true],
    ['inactive', 'inactive', false],
    ['inactive', 'sendonly', false],
    [null, null, false],
  ] as const)('with video %s and audio %s receives media: %s', (video, audio, expected) => {
    const peer = createPeer({}, [])
    made[0]!.transceivers[0]!.currentDirection = video
    made[0]!.transceivers[1]!.currentDirection = audio
    expect(receives(peer)).toBe(expected)
  })
})
