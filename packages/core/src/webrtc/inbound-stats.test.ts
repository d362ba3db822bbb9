import { describe, expect, it } from 'vitest'
import { readInboundStats } from './inbound-stats.ts'
import { statsReport, video } from './stats.fixture.ts'

describe('a reading of inbound stats', () => {
  it('has the audio and video streams, the codec and the round trip', () => {
    const reading = readInboundStats(
      statsReport(
        video({ framesPerSecond: 30, codecId: 'C' }),
        { type: 'inbound-rtp', id: 'A', timestamp: 5, kind: 'audio', packetsReceived: 7 },
        { type: 'codec', id: 'C', timestamp: 5, mimeType: 'video/H264' },
        {
          type: 'candidate-pair',
          id: 'P',
          timestamp: 5,
          nominated: true,
          state: 'succeeded',
          currentRoundTripTime: 0.02,
        },
      ),
    )
    expect(reading).toMatchObject({
      video: { framesPerSecond: 30 },
      audio: { packetsReceived: 7 },
      codec: 'H264',
      roundTripMs: 20,
    })
  })

  it('is empty before anything is received', () => {
    expect(readInboundStats(statsReport())).toEqual({
      at: 0,
      video: null,
      audio: null,
      codec: null,
      roundTripMs: null,
      heard: 0,
    })
  })

  it('has the time of the newest entry', () => {
    expect(
      readInboundStats(statsReport(video({ timestamp: 10 }), video({ id: 'W', timestamp: 30 }))).at,
    ).toBe(30)
  })

  it('follows a stream that continues under another SSRC', () => {
    const before = video({ packetsReceived: 900, lastPacketReceivedTimestamp: 100 })
    const after = video({ id: 'W', packetsReceived: 3, lastPacketReceivedTimestamp: 200 })
    expect(readInboundStats(statsReport(before, after)).video?.packetsReceived).toBe(3)
    expect(readInboundStats(statsReport(after, before)).video?.packetsReceived).toBe(3)
  })

  it('counts the traffic of every candidate pair and of the transport as heard', () => {
    const pair = (id: string, responsesReceived: number) => ({
      type: 'candidate-pair',
      id,
      timestamp: 5,
      state: 'in-progress',
      responsesReceived,
      requestsReceived: 1,
    })
    const transport = { type: 'transport', id: 'T', timestamp: 5, bytesReceived: 1000 }
    expect(readInboundStats(statsReport(pair('P', 2), pair('Q', 3), transport)).heard).toBe(1007)
  })

  it('takes the round trip only from the candidate pair in use', () => {
    const idle = { type: 'candidate-pair', id: 'P', timestamp: 5, nominated: false, state: 'succeeded' }
    expect(readInboundStats(statsReport({ ...idle, currentRoundTripTime: 0.5 })).roundTripMs).toBeNull()
  })
})
