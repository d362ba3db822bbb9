import type { Cause } from '../session/state.ts'

/** Moments are local epoch, ms; `null`: never. */
export interface LivenessFacts {
  readonly now: number
  readonly online: boolean
  /** Since when it is looked at without a gap: silence before that was nobody's. */
  readonly watchedSince: number
  /** The newest packet of sound or picture. */
  readonly packetAt: number | null
  readonly videoPacketAt: number | null
  /** The count of decoded frames last grew. */
  readonly frameAt: number | null
  /** The newest sign of the far end's network stack, whatever it was: not earlier than then. */
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
  /** The far end answers and sends no media since then. */
  | { readonly state: 'frozen'; readonly since: number }
  /** Nothing answers any more. */
  | { readonly state: 'dead' }

/** Packets come every 20 to 40 ms; a browser reports nothing before 6 s. */
const lateMs = 500
/** A picture alone: with few frames a second there is nothing wrong with it for longer. */
const latePictureMs = 750
const noFrameMs = 1000
const goneMs = 2500
/** Without answers on the data channel the checks of ICE are the only sign of life, and those come every 2.5 s. */
const goneWithoutPongsMs = 6000

/** Whether media lives, and if not, who is to blame. Pure: it judges what was measured. */
export function judge(facts: LivenessFacts): Verdict {
  const { now, online, watchedSince, packetAt, videoPacketAt, frameAt, heardAt, pongAt } = facts
  const silence = (at: number | null): number => now - Math.max(at ?? watchedSince, watchedSince)

  const lastSign = Math.max(packetAt ?? 0, heardAt ?? 0, pongAt ?? 0)
  const gone = silence(lastSign) >= (pongAt === null ? goneWithoutPongsMs : goneMs)
  // Offline everything is silent, and no new connection could be made.
  if (gone && online) return { state: 'dead' }
  // Before the first packet nothing is missing; the session waits for the first frame.
  if (packetAt === null) return { state: 'flowing' }

  const late = silence(packetAt)
  if (late >= lateMs) {
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

/** Whether the far end gave a sign of life after its media stopped, and not only in the same breath. */
function answers({ now, packetAt, heardAt, pongAt, pingWaitsSince, pingMs }: LivenessFacts): boolean {
  if (packetAt === null) return false
  if (pongAt === null) return heardAt !== null && heardAt - packetAt > 50
  const waits = pingWaitsSince !== null && now - pingWaitsSince >= Math.max(200, 2 * (pingMs ?? 0))
  return !waits && pongAt - packetAt > 50
}
