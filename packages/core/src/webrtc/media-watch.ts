import type { SourceEvent, StatsSample } from '../source/source-contract.ts'
import type { Environment, Timer } from '../environment/environment.ts'
import type { Cause } from '../session/state.ts'
import { judge, type LivenessFacts, type Verdict } from './liveness.ts'
import type { PingRecord } from './pings.ts'
import { type InboundStats, readInboundStats } from './inbound-stats.ts'
import { statsSample } from './stats-sample.ts'

const lookEveryMs = 250
const sampleEveryMs = 1000
/** Timers that come later than this were held back: by a hidden tab that froze, or a machine that slept. */
const gapMs = 1500
/** Media that a living far end does not send is waited for as long; then a new connection is tried. */
const thawMs = 10_000
/** So long after the last sign of life another way through the network is looked for. */
const restartAfterMs = 1000

/** The `closed` event for each way in which media is lost. */
export const mediaLosses = {
  dead: { code: 1006, cause: 'network' },
  frozen: { code: 1006, cause: 'timeout' },
  // It ended the connection in good order, and does not say why.
  'hung-up': { code: 1005 },
} as const

export interface WatchHost {
  readonly environment: Environment
  /** `null` where there is no data channel. */
  readonly pings: PingRecord | null
  getStats(): Promise<RTCStatsReport>
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** Nothing has answered for a moment. Once per silence. */
  silent(): void
  /** Whether the far end closed the data channel. */
  hungUp(): boolean
  /** Nothing answers any more, no media came back in time, or the far end ended the connection. */
  lost(how: keyof typeof mediaLosses): void
}

/**
 * Looks at what arrives, four times a second. A browser says after six seconds that a far end is gone, after sixteen
 * that it failed, and never that media froze.
 */
export class MediaWatch {
  readonly #host: WatchHost
  #timer: Timer | null = null
  #closed = false
  #watchedSince: number
  #lookedAt: number
  #last: InboundStats | null = null
  #sampled: InboundStats | null = null
  #sampledAt = -Infinity
  #packetAt: number | null = null
  #videoPacketAt: number | null = null
  #frameAt: number | null = null
  #heardAt: number | null = null
  #heard = 0
  /** Why media starves; `null` while it flows. */
  #cause: Cause | null = null
  #lostSince: number | null = null
  /** The silence that was told began before that. */
  #silentToldAt: number | null = null

  constructor(host: WatchHost) {
    this.#host = host
    this.#watchedSince = this.#lookedAt = host.environment.now()
    void this.#look()
  }

  /** What was silent until now may have had its reason: it is judged anew. */
  restart(): void {
    this.#watchedSince = this.#host.environment.now()
    this.#host.pings?.forgetPings()
  }

  /** Nobody has been heard for a moment. */
  get silent(): boolean {
    return this.#host.environment.now() - Math.max(this.#watchedSince, this.#lastSign) >= restartAfterMs
  }

  /** Neither sound nor picture arrives. */
  get stalled(): boolean {
    return this.#cause !== null
  }

  close(): void {
    this.#closed = true
    this.#host.environment.clearTimeout(this.#timer)
  }

  async #look(): Promise<void> {
    const { environment, pings } = this.#host
    const now = environment.now()
    this.#timer = environment.setTimeout(() => void this.#look(), lookEveryMs)
    const late = now - this.#lookedAt
    if (late > gapMs || late < 0) this.restart()
    const before = this.#lookedAt
    this.#lookedAt = now
    pings?.ping()
    const report = await this.#host.getStats().catch(() => null)
    if (this.#closed || !report) return
    this.#measure(readInboundStats(report), environment.now(), before)
    this.#act(judge(this.#facts))
    if (!this.#closed) this.#sample()
  }

  #measure(reading: InboundStats, now: number, lookedBefore: number): void {
    const last = this.#last
    this.#last = reading
    const video = arrival(reading.video, last?.video ?? null, reading.at, now)
    const audio = arrival(reading.audio, last?.audio ?? null, reading.at, now)
    this.#videoPacketAt = video ?? this.#videoPacketAt
    if (video !== null || audio !== null)
      this.#packetAt = Math.max(video ?? -Infinity, audio ?? -Infinity, this.#packetAt ?? -Infinity)
    if ((reading.video?.framesDecoded ?? 0) !== (last?.video?.framesDecoded ?? 0)) this.#frameAt = now
    if (reading.heard > this.#heard) this.#heardAt = lookedBefore
    this.#heard = Math.max(this.#heard, reading.heard)
  }

  get #facts(): LivenessFacts {
    const { environment, pings } = this.#host
    return {
      now: environment.now(),
      online: environment.online,
      watchedSince: this.#watchedSince,
      packetAt: this.#packetAt,
      videoPacketAt: this.#videoPacketAt,
      frameAt: this.#frameAt,
      heardAt: this.#heardAt,
      pongAt: pings?.pongAt ?? null,
      pingWaitsSince: pings?.pingWaitsSince ?? null,
      pingMs: pings?.pingMs ?? null,
    }
  }

  get #lastSign(): number {
    return Math.max(this.#packetAt ?? 0, this.#heardAt ?? 0, this.#host.pings?.pongAt ?? 0)
  }

  #act(verdict: Verdict): void {
    const { emit, environment } = this.#host
    const before = this.#cause
    this.#cause = verdict.state === 'frozen' ? 'far-end' : 'cause' in verdict ? verdict.cause : null
    if (this.#silentToldAt !== null && this.#lastSign > this.#silentToldAt) this.#silentToldAt = null
    if (this.silent && this.#silentToldAt === null && environment.online) {
      this.#silentToldAt = environment.now()
      this.#host.silent()
      if (this.#closed) return
    }
    if (verdict.state === 'dead') return this.#host.lost('dead')
    if (verdict.state === 'flowing') return this.#returned()
    if (this.#host.hungUp()) return this.#host.lost('hung-up')
    if (this.#cause && this.#cause !== before) emit({ type: 'stalled', cause: this.#cause })
    if (verdict.state === 'frozen' && !this.#closed) this.#frozen(verdict.since)
  }

  #frozen(since: number): void {
    const { emit, environment } = this.#host
    if (this.#lostSince === null) {
      this.#lostSince = since
      emit({ type: 'lost', since, deadline: since + thawMs, exact: true, onDeadline: 'retry' })
    } else if (environment.now() >= this.#lostSince + thawMs) this.#host.lost('frozen')
  }

  #returned(): void {
    if (this.#lostSince === null) return
    this.#lostSince = null
    this.#host.emit({ type: 'returned', exact: true })
  }

  #sample(): void {
    const { environment, pings } = this.#host
    const now = environment.now()
    const reading = this.#last
    if (!reading || now - this.#sampledAt < sampleEveryMs - lookEveryMs / 2) return
    this.#sampledAt = now
    this.#host.sample(statsSample(this.#sampled, reading, now, pings?.pingMs ?? null))
    this.#sampled = reading
  }
}

/** When the newest packet of a stream came, local epoch, ms; `null` where none came since the last look. */
function arrival(
  stream: RTCInboundRtpStreamStats | null,
  before: RTCInboundRtpStreamStats | null,
  measuredAt: number,
  now: number,
): number | null {
  const count = stream?.packetsReceived ?? 0
  if (!stream || count === 0 || count === (before?.packetsReceived ?? 0)) return null
  // Not every browser tells the moment; all count.
  const at = stream.lastPacketReceivedTimestamp
  return at === undefined ? now : Math.round(now - Math.max(0, measuredAt - at))
}
