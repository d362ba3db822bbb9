import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readSignalling } from './signalling-messages.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

describe('a signalling message', () => {
  it.each([
    { type: 'config' },
    { type: 'config', peerConnectionOptions: { iceServers: [] }, protocolVersion: '1.3.0' },
    { type: 'streamerList', ids: ['Stage'] },
    { type: 'streamerIdChanged', newID: 'Other' },
    { type: 'subscribeFailed', message: 'full' },
    { type: 'subscribeFailed' },
    { type: 'offer', sdp: 'v=0', playerId: 'Player0', multiplex: true },
    { type: 'answer', sdp: 'v=0' },
    { type: 'iceCandidate', candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 } },
    { type: 'iceCandidate', candidate: { candidate: '' } },
    { type: 'peerDataChannels', sendStreamId: 1, recvStreamId: 2 },
    { type: 'pong', time: 1 },
    { type: 'an unknown type', with: ['any', 'fields'] },
  ])('is read: %j', (message) => expect(readSignalling(JSON.stringify(message))).toEqual(message))

  it.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '"config"',
    '{}',
    '{"type":7}',
    '{"type":"config","peerConnectionOptions":7}',
    '{"type":"streamerList"}',
    '{"type":"streamerList","ids":[7]}',
    '{"type":"streamerIdChanged"}',
    '{"type":"offer","sdp":null}',
    '{"type":"iceCandidate","candidate":"candidate:1"}',
    '{"type":"peerDataChannels","sendStreamId":"1","recvStreamId":2}',
    new ArrayBuffer(4),
    undefined,
  ])('is dropped: %j', (frame) => expect(readSignalling(frame)).toBeNull())

  it('has max 262,144 characters', () => {
    const frame = (length: number) => `{"type":"offer","sdp":"${'x'.repeat(length - 25)}"}`
    expect(frame(262_144)).toHaveLength(262_144)
    expect(readSignalling(frame(262_144))).toMatchObject({ type: 'offer' })
    expect(readSignalling(frame(262_145))).toBeNull()
  })

  it('leads to one warning per fault', () => {
    const warn = vi.mocked(console.warn)
    warn.mockClear()
    for (let i = 0; i < 3; i++) readSignalling('{"type":"answer"}')
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(/^Standby: .*answer/)
  })

  it('may have a property name of Object as its type', () => {
    expect(readSignalling('{"type":"constructor"}')).toEqual({ type: 'constructor' })
  })
})
