/** The inbound part of one `getStats()`. Counters run from the start of the connection. */
export interface InboundStats {
  /** When it was measured, ms, on the browser's clock. */
  readonly at: number
  readonly video: RTCInboundRtpStreamStats | null
  readonly audio: RTCInboundRtpStreamStats | null
  readonly codec: string | null
  /** Round trip of ICE, ms. */
  readonly roundTripMs: number | null
  /** Grows with anything that the far end's network stack sends: media, RTCP, data, consent checks. May fall when ICE
   * drops a candidate pair. */
  readonly heard: number
}

export function readInboundStats(report: RTCStatsReport): InboundStats {
  let at = 0
  let video: RTCInboundRtpStreamStats | null = null
  let audio: RTCInboundRtpStreamStats | null = null
  let pair = null as RTCIceCandidatePairStats | null
  let heard = 0
  report.forEach((entry: RTCStats) => {
    at = Math.max(at, entry.timestamp)
    if (entry.type === 'inbound-rtp') {
      const stream = entry as RTCInboundRtpStreamStats
      if (stream.kind === 'video') video = newest(video, stream)
      else audio = newest(audio, stream)
    } else if (entry.type === 'candidate-pair') {
      const one = entry as RTCIceCandidatePairStats
      if (one.nominated === true && one.state === 'succeeded') pair = one
      // Some browsers report no transport.
      heard += (one.responsesReceived ?? 0) + (one.requestsReceived ?? 0) + (one.bytesReceived ?? 0)
    } else if (entry.type === 'transport') heard += (entry as RTCTransportStats).bytesReceived ?? 0
  })
  const roundTrip = pair?.currentRoundTripTime
  return {
    at,
    video,
    audio,
    codec: codecOf(report, video),
    roundTripMs: roundTrip === undefined ? null : roundTrip * 1000,
    heard,
  }
}

/** The newer of two streams of one kind: a far end may continue a stream under another SSRC. */
function newest(
  before: RTCInboundRtpStreamStats | null,
  next: RTCInboundRtpStreamStats,
): RTCInboundRtpStreamStats {
  const late = (one: RTCInboundRtpStreamStats): number =>
    one.lastPacketReceivedTimestamp ?? one.packetsReceived ?? 0
  return before && late(before) > late(next) ? before : next
}

function codecOf(report: RTCStatsReport, video: RTCInboundRtpStreamStats | null): string | null {
  const entry =
    video?.codecId === undefined ? undefined : (report.get(video.codecId) as { mimeType?: string })
  return entry?.mimeType?.replace(/^\w+\//, '') ?? null
}
