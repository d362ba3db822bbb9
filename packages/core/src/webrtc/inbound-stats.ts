/** What one `getStats()` says of what is received. Counters run from the start of the connection. */
export interface InboundStats {
  /** When it was measured, ms, by the browser's own clock. */
  readonly at: number
  readonly video: RTCInboundRtpStreamStats | null
  readonly audio: RTCInboundRtpStreamStats | null
  readonly codec: string | null
  /** ICE's own round trip, ms. */
  readonly roundTripMs: number | null
  /** Grows with whatever the far end's network stack sends: media, RTCP, data, consent checks. May fall when ICE
   * gives up a way that it used. */
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

/** A far end that changes its stream's number is counted on under the new one. */
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
