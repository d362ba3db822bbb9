/** A report as from `getStats()`. The key of each entry is its `id`. */
export function statsReport(...entries: readonly object[]): RTCStatsReport {
  return new Map(entries.map((entry) => [(entry as { id: string }).id, entry])) as unknown as RTCStatsReport
}

export function video(values: Partial<RTCInboundRtpStreamStats> = {}) {
  return {
    type: 'inbound-rtp',
    id: 'V',
    timestamp: 0,
    kind: 'video',
    ssrc: 1,
    trackIdentifier: 'v',
    ...values,
  }
}

export function audio(values: Partial<RTCInboundRtpStreamStats> = {}) {
  return { ...video(values), id: 'A', kind: 'audio', ...values }
}
