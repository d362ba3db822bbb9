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
  it('has what arrived in the last second, sound included', () => {
    const before = reading(1000, { bytesReceived: 1000 }, { bytesReceived: 100 })
    const now = reading(3000, { bytesReceived: 251_000 }, { bytesReceived: 16_100 })
    expect(statsSample(before, now, 7, null)).toMatchObject({ at: 7, bitrate: 1_064_000 })
  })

  it('has the share of packets that were lost in the last second', () => {
    const lost = (packetsReceived: number, packetsLost: number) => ({ packetsReceived, packetsLost })
    expect(sample(lost(190, 30), lost(100, 20)).packetLoss).toBeCloseTo(0.1)
    expect(sample(lost(200, 20), lost(100, 20)).packetLoss).toBe(0)
  })

  it('takes a packet that came late for none that was lost', () => {
    expect(
      sample({ packetsReceived: 200, packetsLost: 18 }, { packetsReceived: 100, packetsLost: 20 }).packetLoss,
    ).toBe(0)
  })

  it('says that everything is lost where nothing else is known', () => {
    expect(
      sample({ packetsReceived: 100, packetsLost: 30 }, { packetsReceived: 100, packetsLost: 20 }).packetLoss,
    ).toBe(1)
  })

  it('has no share where nothing came: silence is no loss', () => {
    expect(sample({ packetsReceived: 100 }, { packetsReceived: 100 })).not.toHaveProperty('packetLoss')
  })

  it('has the picture as it is', () => {
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

  it('leaves out what the browser leaves out: a frozen picture has no rate, not one of 0', () => {
    const { framesPerSecond, ...rest } = sample({})
    expect(framesPerSecond).toBeUndefined()
    expect(Object.values(rest)).not.toContain(undefined)
    expect(Object.values(rest)).not.toContain(NaN)
  })

  it('has the round trip of ICE, or else that of the pings', () => {
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

  it('has how long packets were held back', () => {
    expect(
      sample(
        { jitterBufferDelay: 13, jitterBufferEmittedCount: 160 },
        { jitterBufferDelay: 10, jitterBufferEmittedCount: 100 },
      ).bufferedMs,
    ).toBe(50)
  })

  it('comes first without what needs a time before it', () => {
    expect(statsSample(null, reading(1000, { bytesReceived: 5000, packetsReceived: 3 }), 7, null)).toEqual({
      at: 7,
    })
  })

  it('makes nothing of a stream that began anew', () => {
    expect(
      sample({ bytesReceived: 10, packetsReceived: 1 }, { bytesReceived: 5000, packetsReceived: 90 }),
    ).toEqual({
      at: 7,
    })
  })
})
