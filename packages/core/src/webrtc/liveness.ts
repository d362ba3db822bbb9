import type { Cause } from '../session/state.ts'
import { goneMs, goneWithoutPongsMs, latePacketMs, latePictureMs, noFrameMs } from '../policies/limits.ts'

/** Times are local epoch, ms; `null`: never. */
export interface LivenessFacts {
  readonly now: number
  readonly online: boolean
  /** Since when it is watched without a gap. Silence before that does not count. */
  readonly watchedSince: number
  /** The newest packet of audio or video. */
  readonly packetAt: number | null
  readonly videoPacketAt: number | null
  /** When the count of decoded frames last grew. */
  readonly frameAt: number | null
  /** The newest traffic of any kind from the far end's network stack. It may have come later, not earlier. */
  readonly heardAt: number | null
  /** The newest answer on the data channel. */
  readonly pongAt: number | null
  /** Since when a ping on the data channel waits for its answer. */
  readonly pingWaitsSince: number | null
  /** The data channel's round trip, ms. */
  readonly pingMs: number | null
}

export type Verdict =
  | { readonly state: 'flowing' }
  /** Media is late; not yet long enough to act. */
  | { readonly state: 'stalled'; readonly cause: Cause }
  /** The far end answers, but has sent no media since then. */
  | { readonly state: 'frozen'; readonly since: number }
  /** Nothing answers any more. */
  | { readonly state: 'dead' }

/** Whether media flows, and if not, the cause. A pure function of the measured facts. */
export function judge(facts: LivenessFacts): Verdict {
  const { now, online, watchedSince, packetAt, videoPacketAt, frameAt, heardAt, pongAt } = facts
  const silence = (at: number | null): number => now - Math.max(at ?? watchedSince, watchedSince)

  const lastSign = Math.max(packetAt ?? 0, heardAt ?? 0, pongAt ?? 0)
  const gone = silence(lastSign) >= (pongAt === null ? goneWithoutPongsMs : goneMs)
  // Offline everything is silent, and no new connection could be made.
  if (gone && online) return { state: 'dead' }
  // Before the first packet nothing is late. The session waits for the first frame.
  if (packetAt === null) return { state: 'flowing' }

  const late = silence(packetAt)
  if (late >= latePacketMs) {
    const cause = online && answers(facts) ? 'far-end' : 'network'
    return late >= goneMs && cause === 'far-end'
      ? { state: 'frozen', since: packetAt }
      : { state: 'stalled', cause }
  }
  if (videoPacketAt === null) return { state: 'flowing' }
  if (silence(videoPacketAt) >= latePictureMs) return { state: 'stalled', cause: 'far-end' }
  if (frameAt !== null && silence(frameAt) >= noFrameMs) return { state: 'stalled', cause: 'decoder' }
  return { state: 'flowing' }
}

/** Whether the far end gave a sign of life more than 50 ms after its last media packet. */
function answers({ now, packetAt, heardAt, pongAt, pingWaitsSince, pingMs }: LivenessFacts): boolean {
  if (packetAt === null) return false
  if (pongAt === null) return heardAt !== null && heardAt - packetAt > 50
  const waits = pingWaitsSince !== null && now - pingWaitsSince >= Math.max(200, 2 * (pingMs ?? 0))
  return !waits && pongAt - packetAt > 50
}
