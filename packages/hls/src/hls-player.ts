import type Hls from 'hls.js'
import type { ErrorData, LevelDetails } from 'hls.js'
import type { Surface } from '@standby/core/source'
import { readError } from './engine-error.ts'
import { gapFree, readDetails, windowOf } from './hls-details.ts'
import { hlsConfig } from './hls-config.ts'
import { endOf, scoutStream } from './hls-scout.ts'
import { HlsTracks } from './hls-tracks.ts'
import { LiveMonitor } from './live-monitor.ts'
import { LivePlayback, type PlaybackEngine } from './live-playback.ts'
import { isRefusal, type LoadFailure } from './start-outcome.ts'
import type { HlsConstructor } from './load-hls.ts'
import type { Player, PlayerHost, PlayerStats } from './player.ts'
import { playlistRetryDelay, refusalTries, reloadDelay } from './retry-delay.ts'
import type { RequestFailure } from './starvation-cause.ts'
import { isSameStream } from './stream-url.ts'
import { Timeout } from './timeout.ts'
import type { LatencyGoal } from './usual-latency.ts'

/** So many loads in a row that no picture came of are a stream this browser cannot decode. */
const hopeless = 4

/** Plays through hls.js. */
export class HlsPlayer implements Player, PlaybackEngine {
  readonly monitor: LiveMonitor
  readonly playback: LivePlayback
  readonly #Hls: HlsConstructor
  readonly #hls: Hls
  readonly #host: PlayerHost
  readonly #tracks: HlsTracks
  readonly #again: Timeout
  #surface: Surface | null = null
  #video: HTMLVideoElement | null = null
  #release = (): void => {}
  #url = ''
  /** A live playlist was listed since the stream was last loaded from the start. */
  #started = false
  #ending = false
  #delayMs = 0
  #reloads = 0
  #loadedAt = -Infinity
  #mediaFailures = 0
  #segmentFailures = 0

  constructor(Constructor: HlsConstructor, host: PlayerHost, { light }: { readonly light: boolean }) {
    this.#Hls = Constructor
    this.#host = host
    this.#again = new Timeout(host.environment)
    this.monitor = new LiveMonitor(host.environment, (event) => host.emit(event))
    this.playback = new LivePlayback(host.environment, this.monitor, this)
    this.#hls = new Constructor(this.#config())
    this.#tracks = new HlsTracks(this.#hls, Constructor, host.choices, (tracks) =>
      host.emit({ type: 'tracks', ...tracks }),
    )
    this.#listen()
    if (light)
      this.#hls.on(Constructor.Events.MANIFEST_LOADED, (_, { audioTracks }) => {
        if (audioTracks.some((track) => track.url)) host.needsFullBuild()
      })
  }

  load(url: string): void {
    this.#url = url
    this.#started = false
    this.#ending = false
    this.#begin()
  }

  async readdress(url: string): Promise<void> {
    const before = this.#url
    this.#url = url
    const levels = this.#hls.levels
    if (isSameStream(before, url) && levels.length === 1 && isSameStream(levels[0]?.url[0] ?? '', url)) {
      levels[0]!.url[0] = url
      return this.#retryNow()
    }
    // The address leads to others: theirs are new, too.
    const abort = new AbortController()
    const { failure, levels: fresh } = await scoutStream(this.#Hls, this.#config(), url, abort.signal)
    if (this.#ending || this.#url !== url) return
    const same =
      fresh.length === levels.length && levels.every((l, i) => isSameStream(l.url[0] ?? '', fresh[i]!))
    if (!same || failure) return this.playback.replace()
    levels.forEach((level, i) => (level.url[0] = fresh[i]!))
    this.#retryNow()
  }

  attach(surface: Surface): () => void {
    this.#surface = surface
    if (this.#video !== surface.video) {
      this.#release()
      this.#take(surface.video)
    }
    return () => {
      if (this.#surface === surface) this.#surface = null
    }
  }

  #take(video: HTMLVideoElement): void {
    this.#video = video
    this.#hls.attachMedia(video)
    const letGo = this.playback.attach(video)
    this.#tracks.attach(video)
    const ended = (): void => this.#ended()
    video.addEventListener('ended', ended)
    this.#release = () => {
      video.removeEventListener('ended', ended)
      this.#tracks.detach()
      letGo()
      this.#hls.detachMedia()
      this.#video = null
    }
  }

  async scout(url: string, signal: AbortSignal): Promise<LoadFailure | null> {
    const { failure } = await scoutStream(this.#Hls, this.#config(), url, signal)
    return failure
  }

  selectQuality(id: string): void {
    this.#tracks.selectQuality(id)
  }

  selectText(id: string | null): void {
    this.#tracks.selectText(id)
  }

  selectAudio(id: string): void {
    this.#tracks.selectAudio(id)
  }

  destroy(): void {
    this.#again.clear()
    this.#release()
    this.#hls.destroy()
  }

  get started(): boolean {
    return this.#started
  }

  wake(): void {
    this.#retryNow()
  }

  get video(): HTMLVideoElement | null {
    return this.#video
  }

  get stats(): PlayerStats {
    const level = this.#hls.levels[this.#hls.currentLevel]
    const bitrate = level?.bitrate || level?.realBitrate
    const codec = [level?.videoCodec, level?.audioCodec].filter(Boolean).join(', ')
    return { ...(bitrate && { bitrate }), ...(codec && { codec }) }
  }

  // What the rules of live playback need

  get goal(): LatencyGoal {
    const details = this.#details
    const step =
      this.#hls.config.lowLatencyMode && details?.partTarget
        ? 3 * details.partTarget
        : this.monitor.targetDuration
    return { target: this.#hls.targetLatency ?? 3 * this.monitor.targetDuration, step }
  }

  get window(): { start: number; end: number } | null {
    return windowOf(this.#details)
  }

  get dvr(): boolean {
    const { dvr } = this.#host.options
    const window = this.window
    return dvr ?? (this.#details?.type === 'EVENT' || (window !== null && window.end - window.start >= 120))
  }

  get startsAt(): number | null {
    return this.#hls.liveSyncPosition
  }

  playableFrom(position: number): number {
    return gapFree(this.#details, position)
  }

  stopLoading(): void {
    this.#hls.stopLoad()
  }

  recover(): void {
    this.#surface?.hold?.()
    this.#hls.recoverMediaError()
  }

  reload(): void {
    const now = this.#host.environment.now()
    if (now - this.#loadedAt > 20_000) this.#reloads = 0
    if (this.#reloads === 0) return this.#reloadNow()
    // The last one did not help for long: this is no longer a hiccup.
    this.#hls.stopLoad()
    this.#again.set(reloadDelay(this.#reloads, this.#host.environment.random), () => this.#reloadNow())
  }

  #reloadNow(): void {
    this.#reloads++
    this.#begin()
  }

  #begin(): void {
    this.#again.clear()
    this.#loadedAt = this.#host.environment.now()
    this.#surface?.hold?.()
    this.monitor.restart()
    this.playback.reloaded()
    this.monitor.requested()
    this.#hls.loadSource(this.#url)
  }

  #retryNow(): void {
    this.#again.clear()
    this.monitor.forgetFailures()
    if (this.#started && this.#hls.levels.length > 0) this.#hls.startLoad(-1)
    else this.#begin()
  }

  get #details(): LevelDetails | null {
    return this.#hls.latestLevelDetails
  }

  #config(): ReturnType<typeof hlsConfig> {
    const player = this
    const facts = {
      get started() {
        return player.#started
      },
      get targetDuration() {
        return player.monitor.targetDuration
      },
      get reachable() {
        return player.monitor.reachable
      },
      random: this.#host.environment.random,
      delayed: (ms: number) => void (this.#delayMs = ms),
    }
    return hlsConfig(this.#Hls, this.#host.options, facts, () => this.#video)
  }

  #listen(): void {
    const { Events } = this.#Hls
    const hls = this.#hls
    hls.on(Events.LEVEL_LOADING, (_, { deliveryDirectives }) =>
      this.monitor.requested(deliveryDirectives?.msn !== undefined),
    )
    hls.on(Events.LEVEL_UPDATED, (_, { details, level }) => this.#listed(details, level))
    hls.on(Events.FRAG_LOADING, () => this.monitor.segmentRequested())
    hls.on(Events.FRAG_LOADED, () => {
      this.#segmentFailures = 0
      this.monitor.segmentArrived()
    })
    hls.on(Events.MEDIA_ENDED, () => this.#ended())
    hls.on(Events.ERROR, (_, data) => this.#failed(data))
  }

  #listed(details: LevelDetails, level: number): void {
    if (!details.live && !this.#started) {
      this.#hls.stopLoad()
      return this.#host.failedToStart(endOf(details.type))
    }
    const answer = readDetails(details, level)
    const { verdict } = this.monitor.answered(answer)
    if (!this.#started) {
      this.#started = true
      this.#host.opened()
    }
    if (verdict === 'ended') return this.#lastListed()
    if (verdict === 'regressed' || verdict === 'leapt') return this.playback.replace()
    if (verdict === 'advanced') this.playback.advanced(answer)
  }

  #lastListed(): void {
    if (this.#ending) return
    this.#ending = true
    this.playback.ending()
    this.#host.emit({ type: 'ending' })
  }

  /** Comes twice for one end, from the element and from hls.js. */
  #ended(): void {
    if (!this.#ending) return
    this.#host.ended()
  }

  #failed(data: ErrorData): void {
    const error = readError(data)
    switch (error.scope) {
      case 'none':
        return
      case 'unsupported':
        return data.fatal ? this.#host.failed({ kind: 'unsupported' }) : undefined
      case 'mismatch':
        return this.playback.replace()
      case 'media':
        return this.#mediaFailed(data)
      case 'segment':
        return this.#segmentFailed(error.request, data.fatal)
      case 'entry':
      case 'playlist':
        if (!this.#started) return data.fatal ? this.#host.failedToStart(error.failure) : undefined
        return this.#playlistFailed(error.request, data, error.scope === 'entry')
    }
  }

  #playlistFailed(request: RequestFailure | null, { fatal, context }: ErrorData, entry: boolean): void {
    const { now, random, online } = this.#host.environment
    const { failures, targetDuration } = this.monitor
    let delayMs = this.#delayMs
    if (fatal) {
      delayMs = entry ? reloadDelay(failures, random) : playlistRetryDelay(failures, targetDuration, random)
      this.#again.set(delayMs, () => (entry ? this.#begin() : this.#hls.startLoad(-1)))
    }
    // An emptied list is an answer, only without news; one that was to come with the next part tells as little.
    if (!request || (request.timedOut && context?.deliveryDirectives?.msn !== undefined)) return
    this.monitor.failed(request, online ? now() + delayMs : undefined)
    if (isRefusal(request.status) && failures >= refusalTries) this.#host.forbidden()
  }

  #segmentFailed(request: RequestFailure, fatal: boolean): void {
    const { random } = this.#host.environment
    this.monitor.segmentFailed(request, ++this.#segmentFailures, this.playback.stopped)
    if (isRefusal(request.status) && this.#segmentFailures > refusalTries) this.#host.forbidden()
    if (fatal)
      this.#again.set(playlistRetryDelay(0, this.monitor.targetDuration, random), () =>
        this.#hls.startLoad(-1),
      )
  }

  #mediaFailed(data: ErrorData): void {
    this.monitor.mediaFailed()
    if (!data.fatal) return
    if (this.playback.moved) this.#mediaFailures = 0
    if (++this.#mediaFailures >= hopeless) return this.#host.failed({ kind: 'decoder' })
    if (data.type === 'mediaError') this.playback.repair()
    else this.playback.replace()
  }
}
