import { describe, expect, it } from 'vitest'
import { readInboundStats } from './inbound-stats.ts'
import { audio, statsReport, video } from './stats.fixture.ts'
import { statsSample } from './stats-sample.ts'

type Values = Partial<RTCInboundRtpStreamStats>

const reading = (timestamp: number, values: Values = {}, sound: Values = {}) =>
  readInboundStats(statsReport(video({ timestamp, ...values }), audio({ timestamp, ...sound })))

const sample = (values: Values, before: Values = {}, pingMs: number | null = null) =>
  statsSample(reading(1000, before), reading(2000, values), 7, pingMs)

describe('a sample', () => {
  it('has the bitrate of audio and video since the last reading', () => {
    const before = reading(1000, { bytesReceived: 1000 }, { bytesReceived: 100 })
    const now = reading(3000, { bytesReceived: 251_000 }, { bytesReceived: 16_100 })
    expect(statsSample(before, now, 7, null)).toMatchObject({ at: 7, bitrate: 1_064_000 })
  })

  it('has the share of packets that were lost since the last reading', () => {
    const lost = (packetsReceived: number, packetsLost: number) => ({ packetsReceived, packetsLost })
    expect(sample(lost(190, 30), lost(100, 20)).packetLoss).toBeCloseTo(0.1)
    expect(sample(lost(200, 20), lost(100, 20)).packetLoss).toBe(0)
  })

  it('does not count a late packet as lost', () => {
    expect(
      sample({ packetsReceived: 200, packetsLost: 18 }, { packetsReceived: 100, packetsLost: 20 }).packetLoss,
    ).toBe(0)
  })

  it('has a packet loss of 1 when packets were lost and none received', () => {
    expect(
      sample({ packetsReceived: 100, packetsLost: 30 }, { packetsReceived: 100, packetsLost: 20 }).packetLoss,
    ).toBe(1)
  })

  it('has no packet loss when nothing came', () => {
    expect(sample({ packetsReceived: 100 }, { packetsReceived: 100 })).not.toHaveProperty('packetLoss')
  })

  it('has the values of the video stream', () => {
    expect(
      sample({
        framesPerSecond: 30,
        frameWidth: 640,
        frameHeight: 360,
        framesDropped: 2,
        freezeCount: 1,
        jitter: 0.004,
      }),
    ).toMatchObject({
      framesPerSecond: 30,
      width: 640,
      height: 360,
      framesDropped: 2,
      freezes: 1,
      jitterMs: 4,
    })
  })

  it('leaves out what the browser leaves out, such as the frame rate of frozen video', () => {
    const { framesPerSecond, ...rest } = sample({})
    expect(framesPerSecond).toBeUndefined()
    expect(Object.values(rest)).not.toContain(undefined)
    expect(Object.values(rest)).not.toContain(NaN)
  })

  it('has the round trip of ICE, or else of the pings', () => {
    expect(sample({}, {}, 3).roundTripMs).toBe(3)
    const pair = {
      type: 'candidate-pair',
      id: 'P',
      nominated: true,
      state: 'succeeded',
      currentRoundTripTime: 0.05,
    }
    expect(statsSample(null, readInboundStats(statsReport(pair)), 7, 3).roundTripMs).toBe(50)
  })

  it('has the delay of the jitter buffer', () => {
    expect(
      sample(
        { jitterBufferDelay: 13, jitterBufferEmittedCount: 160 },
        { jitterBufferDelay: 10, jitterBufferEmittedCount: 100 },
      ).bufferedMs,
    ).toBe(50)
  })

  it('has no rates in the first reading', () => {
    expect(statsSample(null, reading(1000, { bytesReceived: 5000, packetsReceived: 3 }), 7, null)).toEqual({
      at: 7,
    })
  })

  it('has no rates when the stream started over', () => {
    expect(
      sample({ bytesReceived: 10, packetsReceived: 1 }, { bytesReceived: 5000, packetsReceived: 90 }),
    ).toEqual({
      at: 7,
    })
  })
})
