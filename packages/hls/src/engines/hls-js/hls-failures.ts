import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'
import { readError } from './engine-error.ts'
import type { OutageDetector } from '../../connection/outage-detector.ts'
import type { LivePlayback } from '../../playback/live-playback.ts'
import type { PlayerHost } from '../../playback/player.ts'
import { playlistRetryDelay, refusalTries, reloadDelay } from '../../connection/retry-delay.ts'
import { isRefusal } from '../../connection/load-outcome.ts'
import type { RequestFailure } from '../../connection/stall-cause.ts'
import { Timeout } from '../../connection/timeout.ts'

/** So many fatal media errors in a row, without a picture that moved, are a stream this browser cannot decode. */
const hopeless = 4

interface Parts {
  readonly hls: Hls
  readonly host: PlayerHost
  readonly monitor: OutageDetector
  readonly playback: LivePlayback
  /** Loads the stream from its entry playlist. */
  readonly begin: () => void
}

/** What is done about the errors of hls.js: repeated, repaired, or said. */
export class HlsFailures {
  readonly #parts: Parts
  readonly #again: Timeout
  #delayMs = 0
  #segments = 0
  #media = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#again = new Timeout(parts.host.environment)
  }

  /** How long the request that failed just now will wait, ms. */
  delayed(ms: number): void {
    this.#delayMs = ms
  }

  segmentArrived(): void {
    this.#segments = 0
  }

  /** Does something later, unless something else is done before. */
  later(ms: number, run: () => void): void {
    this.#again.set(ms, run)
  }

  clear(): void {
    this.#again.clear()
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
    const { hls, host, monitor, begin } = this.#parts
    const { now, random, online } = host.environment
    const { failures, targetDuration } = monitor
    let delayMs = this.#delayMs
    if (fatal) {
      delayMs = entry ? reloadDelay(failures, random) : playlistRetryDelay(failures, targetDuration, random)
      this.later(delayMs, () => (entry ? begin() : hls.startLoad(-1)))
    }
    if (!request) return monitor.answeredEmpty()
    // It was to come with the next part, and there was none.
    if (request.timedOut && context?.deliveryDirectives?.msn !== undefined) return
    monitor.failed(request, online ? now() + delayMs : undefined)
    if (isRefusal(request.status) && failures >= refusalTries) host.forbidden()
  }

  #segmentFailed(request: RequestFailure, fatal: boolean): void {
    const { hls, host, monitor, playback } = this.#parts
    monitor.segmentFailed(request, ++this.#segments, playback.stopped)
    if (isRefusal(request.status) && this.#segments > refusalTries) host.forbidden()
    if (!fatal) return
    const delayMs = playlistRetryDelay(0, monitor.targetDuration, host.environment.random)
    this.later(delayMs, () => hls.startLoad(-1))
  }

  #mediaFailed(data: ErrorData): void {
    const { host, monitor, playback } = this.#parts
    monitor.mediaFailed()
    if (!data.fatal) return
    if (playback.moved) this.#media = 0
    if (++this.#media >= hopeless) return host.failed({ kind: 'decoder' })
    if (data.type === 'mediaError') playback.repair()
    else playback.replace()
  }
}
