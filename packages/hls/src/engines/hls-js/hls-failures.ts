import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'
import { readError } from './engine-error.ts'
import type { OutageDetector } from '../../connection/outage-detector.ts'
import type { LivePlayback } from '../../playback/live-playback.ts'
import type { PlayerHost } from '../../playback/player.ts'
import { playlistRetryDelay, reloadDelay } from '../../connection/retry-delay.ts'
import { isRefusal } from '../../connection/load-outcome.ts'
import type { RequestFailure } from '../../connection/stall-cause.ts'
import { Timeout } from '../../connection/timeout.ts'
import { maxMediaFailures, refusalTries } from '../../limits.ts'

interface Parts {
  readonly hls: Hls
  readonly host: PlayerHost
  readonly outages: OutageDetector
  readonly playback: LivePlayback
  /** Loads the stream from its entry playlist. */
  readonly begin: () => void
}

/** Handles hls.js errors: repeats the request, repairs playback, or reports the failure. */
export class HlsFailures {
  readonly #parts: Parts
  readonly #retryTimer: Timeout
  #delayMs = 0
  #segments = 0
  #media = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#retryTimer = new Timeout(parts.host.environment)
  }

  /** Notes how long the request that just failed will wait, ms. */
  delayed(ms: number): void {
    this.#delayMs = ms
  }

  segmentArrived(): void {
    this.#segments = 0
  }

  /** Calls `run` after `ms`, unless `later` or `clear` is called before. */
  later(ms: number, run: () => void): void {
    this.#retryTimer.set(ms, run)
  }

  clear(): void {
    this.#retryTimer.clear()
  }

  /** `started`: media was listed before. */
  handle(data: ErrorData, started: boolean): void {
    const { host, playback } = this.#parts
    const error = readError(data)
    switch (error.scope) {
      case 'none':
        return
      case 'unsupported':
        return data.fatal ? host.failed({ kind: 'unsupported' }) : undefined
      case 'mismatch':
        return playback.replace()
      case 'media':
        return this.#mediaFailed(data)
      case 'segment':
        return this.#segmentFailed(error.request, data.fatal)
      case 'entry':
      case 'playlist':
        if (started) return this.#playlistFailed(error.request, data, error.scope === 'entry')
        if (data.fatal) host.failedToStart(error.failure)
    }
  }

  #playlistFailed(request: RequestFailure | null, { fatal, context }: ErrorData, entry: boolean): void {
    const { hls, host, outages, begin } = this.#parts
    const { now, random, online } = host.environment
    const { failures, targetDuration } = outages
    let delayMs = this.#delayMs
    if (fatal) {
      delayMs = entry ? reloadDelay(failures, random) : playlistRetryDelay(failures, targetDuration, random)
      this.later(delayMs, () => (entry ? begin() : hls.startLoad(-1)))
    }
    if (!request) return outages.answeredEmpty()
    // A blocking request for the next part: the timeout only means that there was no next part.
    if (request.timedOut && context?.deliveryDirectives?.msn !== undefined) return
    outages.failed(request, online ? now() + delayMs : undefined)
    if (isRefusal(request.status) && failures >= refusalTries) host.forbidden()
  }

  #segmentFailed(request: RequestFailure, fatal: boolean): void {
    const { hls, host, outages, playback } = this.#parts
    outages.segmentFailed(request, ++this.#segments, playback.stopped)
    if (isRefusal(request.status) && this.#segments > refusalTries) host.forbidden()
    if (!fatal) return
    const delayMs = playlistRetryDelay(0, outages.targetDuration, host.environment.random)
    this.later(delayMs, () => hls.startLoad(-1))
  }

  #mediaFailed(data: ErrorData): void {
    const { host, outages, playback } = this.#parts
    outages.mediaFailed()
    if (!data.fatal) return
    if (playback.moved) this.#media = 0
    if (++this.#media >= maxMediaFailures) return host.failed({ kind: 'decoder' })
    if (data.type === 'mediaError') playback.repair()
    else playback.replace()
  }
}
