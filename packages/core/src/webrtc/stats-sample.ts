import type { StatsSample } from '../source/source-contract.ts'
import type { InboundStats } from './inbound-stats.ts'

/** The delivery between two readings, about a second apart. Values that the browser leaves out are left out. */
export function statsSample(
  before: InboundStats | null,
  now: InboundStats,
  at: number,
  pingMs: number | null,
): StatsSample {
  const seconds = before ? (now.at - before.at) / 1000 : 0
  const { video } = now
  const main = video ?? now.audio
  const grown = (read: (reading: InboundStats) => number): number => (before ? read(now) - read(before) : 0)

  const bytes = grown(({ video, audio }) => (video?.bytesReceived ?? 0) + (audio?.bytesReceived ?? 0))
  const received = grown(packets)
  // The count falls when a lost packet is repaired.
  const lost = Math.max(0, grown(missing))
  const emitted = grown(({ video }) => video?.jitterBufferEmittedCount ?? 0)
  const held = grown(({ video }) => video?.jitterBufferDelay ?? 0)

  return {
    at,
    ...known('bitrate', seconds > 0 && bytes >= 0 ? Math.round((bytes * 8) / seconds) : undefined),
    ...known('framesPerSecond', video?.framesPerSecond),
    ...known('roundTripMs', now.roundTripMs ?? pingMs),
    ...known('jitterMs', main?.jitter === undefined ? undefined : main.jitter * 1000),
    ...known('packetLoss', received > 0 || lost > 0 ? lost / (Math.max(0, received) + lost) : undefined),
    ...known('framesDropped', video?.framesDropped),
    ...known('freezes', video?.freezeCount),
    ...known('width', video?.frameWidth),
    ...known('height', video?.frameHeight),
    ...known('codec', now.codec),
    ...known('bufferedMs', emitted > 0 && held >= 0 ? Math.round((held / emitted) * 1000) : undefined),
  }
}

const packets = ({ video, audio }: InboundStats): number =>
  (video?.packetsReceived ?? 0) + (audio?.packetsReceived ?? 0)
const missing = ({ video, audio }: InboundStats): number =>
  (video?.packetsLost ?? 0) + (audio?.packetsLost ?? 0)

function known<K extends keyof StatsSample>(
  name: K,
  value: StatsSample[K] | null | undefined,
): Partial<Pick<StatsSample, K>> {
  const usable = typeof value === 'number' ? Number.isFinite(value) : !!value
  return (usable ? { [name]: value } : {}) as Partial<Pick<StatsSample, K>>
}
