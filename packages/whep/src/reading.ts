/** What one `getStats()` says of what is received. Counters run from the start of the connection. */
export interface Reading {
  /** When it was measured, ms, by the browser's own clock. */
  readonly at: number
  readonly video: RTCInboundRtpStreamStats | null
  readonly audio: RTCInboundRtpStreamStats | null
  readonly codec: string | null
  /** ICE's own round trip, ms. */
  readonly roundTripMs: number | null
  /** Grows with whatever the far end's network stack sends: media, RTCP, data, answers to consent checks. */
  readonly heard: number
}

export function readStats(report: RTCStatsReport): Reading {
  let at = 0
  let video: RTCInboundRtpStreamStats | null = null
  let audio: RTCInboundRtpStreamStats | null = null
  let pair: RTCIceCandidatePairStats | null = null
  let transport: RTCTransportStats | null = null
  report.forEach((entry: RTCStats) => {
    at = Math.max(at, entry.timestamp)
    if (entry.type === 'inbound-rtp') {
      const stream = entry as RTCInboundRtpStreamStats
      if (stream.kind === 'video') video = newest(video, stream)
      else audio = newest(audio, stream)
    } else if (entry.type === 'candidate-pair') {
      const one = entry as RTCIceCandidatePairStats
      if (one.nominated === true && one.state === 'succeeded') pair = one
    } else if (entry.type === 'transport') transport = entry as RTCTransportStats
  })
  return { at, video, audio, codec: codecOf(report, video), ...heardOf(pair, transport) }
}

/** A far end that changes its stream's number is counted on under the new one. */
function newest(
  before: RTCInboundRtpStreamStats | null,
  next: RTCInboundRtpStreamStats,
): RTCInboundRtpStreamStats {
  const late = (one: RTCInboundRtpStreamStats): number =>
    one.lastPacketReceivedTimestamp ?? one.packetsReceived ?? 0
  return before && late(before) > late(next) ? before : next
}

function heardOf(
  pair: RTCIceCandidatePairStats | null,
  transport: RTCTransportStats | null,
): Pick<Reading, 'roundTripMs' | 'heard'> {
  const roundTrip = pair?.currentRoundTripTime
  return {
    roundTripMs: roundTrip === undefined ? null : roundTrip * 1000,
    heard:
      (transport?.bytesReceived ?? pair?.bytesReceived ?? 0) +
      (pair?.responsesReceived ?? 0) +
      (pair?.requestsReceived ?? 0),
  }
}

function codecOf(report: RTCStatsReport, video: RTCInboundRtpStreamStats | null): string | null {
  const entry =
    video?.codecId === undefined ? undefined : (report.get(video.codecId) as { mimeType?: string })
  return entry?.mimeType?.replace(/^\w+\//, '') ?? null
}
