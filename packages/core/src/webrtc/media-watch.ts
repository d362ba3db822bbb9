import type { SourceEvent, StatsSample } from '../source/source-contract.ts'
import type { Environment, Timer } from '../environment/environment.ts'
import type { Cause } from '../session/state.ts'
import { judge, type LivenessFacts, type Verdict } from './liveness.ts'
import type { PingRecord } from './pings.ts'
import { type InboundStats, readInboundStats } from './inbound-stats.ts'
import { statsSample } from './stats-sample.ts'
import { checkGapMs, checkMediaEveryMs, frozenMs, restartAfterMs, sampleEveryMs } from '../policies/limits.ts'

/** The `closed` event for each kind of loss. */
export const mediaLosses = {
  dead: { code: 1006, cause: 'network' },
  frozen: { code: 1006, cause: 'timeout' },
  // The far end closed the connection without a code.
  'hung-up': { code: 1005 },
} as const

export interface WatchHost {
  readonly environment: Environment
  /** `null` where there is no data channel. */
  readonly pings: PingRecord | null
  getStats(): Promise<RTCStatsReport>
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** Called once per silence, 1 s after the last sign of life. */
  silent(): void
  /** Whether the far end closed the data channel. */
  hungUp(): boolean
  /** Called when nothing answers (`dead`), no media came back in time (`frozen`), or the far end ended the connection. */
  lost(how: keyof typeof mediaLosses): void
}

/**
 * Checks four times a second what arrives. A browser reports a lost connection after 6 s and a failed one after 16 s.
 * It never reports frozen media.
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
  /** Why media is stalled; `null` while it flows. */
  #cause: Cause | null = null
  #lostSince: number | null = null
  /** When the current silence was reported. */
  #silentToldAt: number | null = null

  constructor(host: WatchHost) {
    this.#host = host
    this.#watchedSince = this.#lookedAt = host.environment.now()
    void this.#look()
  }

  /** Starts over: silence until now does not count. */
  restart(): void {
    this.#watchedSince = this.#host.environment.now()
    this.#host.pings?.forgetPings()
  }

  /** Whether there was no sign of life for 1 s. */
  get silent(): boolean {
    return this.#host.environment.now() - Math.max(this.#watchedSince, this.#lastSign) >= restartAfterMs
  }

  /** Whether media is stalled. */
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
    this.#timer = environment.setTimeout(() => void this.#look(), checkMediaEveryMs)
    const late = now - this.#lookedAt
    if (late > checkGapMs || late < 0) this.restart()
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
      emit({ type: 'lost', since, deadline: since + frozenMs, exact: true, onDeadline: 'retry' })
    } else if (environment.now() >= this.#lostSince + frozenMs) this.#host.lost('frozen')
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
    if (!reading || now - this.#sampledAt < sampleEveryMs - checkMediaEveryMs / 2) return
    this.#sampledAt = now
    this.#host.sample(statsSample(this.#sampled, reading, now, pings?.pingMs ?? null))
    this.#sampled = reading
  }
}

/** When the newest packet of a stream came, local epoch, ms; `null` if none came since the last look. */
function arrival(
  stream: RTCInboundRtpStreamStats | null,
  before: RTCInboundRtpStreamStats | null,
  measuredAt: number,
  now: number,
): number | null {
  const count = stream?.packetsReceived ?? 0
  if (!stream || count === 0 || count === (before?.packetsReceived ?? 0)) return null
  // Not every browser has the timestamp, but all count packets.
  const at = stream.lastPacketReceivedTimestamp
  return at === undefined ? now : Math.round(now - Math.max(0, measuredAt - at))
}
