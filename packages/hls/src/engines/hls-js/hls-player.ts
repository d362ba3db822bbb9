import type Hls from 'hls.js'
import type { LevelDetails } from 'hls.js'
import type { Surface } from '@standby/core/source'
import { readDetails } from './hls-details.ts'
import { HlsFailures } from './hls-failures.ts'
import { HlsTimeline } from './hls-timeline.ts'
import { hlsConfig } from './hls-config.ts'
import { endOf, probeStream } from './playlist-probe.ts'
import { HlsTracks } from './hls-tracks.ts'
import { OutageDetector } from '../../connection/outage-detector.ts'
import { LivePlayback, type PlaybackEngine } from '../../playback/live-playback.ts'
import type { LoadFailure } from '../../connection/load-outcome.ts'
import type { HlsConstructor } from './hls-input.ts'
import type { Player, PlayerHost, PlayerStats } from '../../playback/player.ts'
import { reloadDelay } from '../../connection/retry-delay.ts'
import { isSameStream } from '../../playlist/stream-url.ts'
import { reloadsForgottenMs } from '../../limits.ts'

/** A stream that stands this close to its end counts as shown to the end, s. */
const allSeen = 0.3

/** Plays through hls.js. */
export class HlsPlayer implements Player, PlaybackEngine {
  readonly outages: OutageDetector
  readonly playback: LivePlayback
  readonly timeline: HlsTimeline
  readonly variableRate = true
  readonly #Hls: HlsConstructor
  readonly #hls: Hls
  readonly #host: PlayerHost
  readonly #tracks: HlsTracks
  readonly #failures: HlsFailures
  readonly #abort = new AbortController()
  #surface: Surface | null = null
  #video: HTMLVideoElement | null = null
  #release = (): void => {}
  #url = ''
  /** A live playlist was read since the last `load`. */
  #started = false
  #ending = false
  #reloads = 0
  #loadedAt = -Infinity

  constructor(Constructor: HlsConstructor, host: PlayerHost, { light }: { readonly light: boolean }) {
    this.#Hls = Constructor
    this.#host = host
    this.outages = new OutageDetector(host.environment, (event) => host.emit(event))
    this.#hls = new Constructor(this.#config())
    this.timeline = new HlsTimeline(this.#hls, host.options)
    this.playback = new LivePlayback(host.environment, this.outages, this)
    this.#failures = new HlsFailures({
      hls: this.#hls,
      host,
      outages: this.outages,
      playback: this.playback,
      begin: () => this.#begin(),
    })
    this.#tracks = new HlsTracks(this.#hls, Constructor, host.preferences, (tracks) =>
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
    // A multivariant playlist: the addresses of its levels are new, too.
    const { signal } = this.#abort
    const { failure, levels: fresh } = await probeStream(this.#Hls, this.#config(), url, signal)
    if (signal.aborted || this.#ending || this.#url !== url) return
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
      this.#attachVideo(surface.video)
    }
    return () => {
      if (this.#surface === surface) this.#surface = null
    }
  }

  #attachVideo(video: HTMLVideoElement): void {
    this.#video = video
    this.#hls.attachMedia(video)
    const detachPlayback = this.playback.attach(video)
    this.#tracks.attach(video)
    const ended = (): void => this.#ended()
    video.addEventListener('ended', ended)
    this.#release = () => {
      video.removeEventListener('ended', ended)
      this.#tracks.detach()
      detachPlayback()
      this.#hls.detachMedia()
      this.#video = null
    }
  }

  async probe(url: string, signal: AbortSignal): Promise<LoadFailure | null> {
    const { failure } = await probeStream(this.#Hls, this.#config(), url, signal)
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
    this.#abort.abort()
    this.#failures.clear()
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

  // Called by live playback

  stopLoading(): void {
    // Otherwise hls.js starts again when its media source opens, which may be after the first playlist.
    this.#hls.config.autoStartLoad = false
    this.#hls.stopLoad()
  }

  recover(): void {
    this.#surface?.hold?.()
    this.#hls.recoverMediaError()
  }

  reload(): void {
    const now = this.#host.environment.now()
    if (now - this.#loadedAt > reloadsForgottenMs) this.#reloads = 0
    if (this.#reloads === 0) return this.#reloadNow()
    // The last reload did not help for long, so wait before the next one.
    this.stopLoading()
    this.#failures.later(reloadDelay(this.#reloads, this.#host.environment.random), () => this.#reloadNow())
  }

  #reloadNow(): void {
    this.#reloads++
    this.#begin()
  }

  #begin(): void {
    this.#failures.clear()
    this.#loadedAt = this.#host.environment.now()
    this.#surface?.hold?.()
    this.outages.restart()
    this.playback.reloaded()
    this.outages.requested()
    // A reload begins at the usual latency of this viewer, not at that of a new one.
    const usual = this.playback.measuredLatency
    if (usual !== null) this.#hls.targetLatency = usual
    this.#hls.config.autoStartLoad = true
    this.#hls.loadSource(this.#url)
  }

  #retryNow(): void {
    this.#failures.clear()
    this.outages.forgetFailures()
    if (this.#started && this.#hls.levels.length > 0) this.#hls.startLoad(-1)
    else this.#begin()
  }

  #config(): ReturnType<typeof hlsConfig> {
    const facts = {
      started: () => this.#started,
      // A level that the viewer chose is kept even when its playlist fails.
      alternatives: () => this.#hls.levels.length > 1 && this.#hls.autoLevelEnabled,
      targetDuration: () => this.outages.targetDuration,
      reachable: () => this.outages.reachable,
      random: this.#host.environment.random,
      delayed: (ms: number) => this.#failures.delayed(ms),
    }
    return hlsConfig(this.#Hls, this.#host.options, facts, () => this.#video)
  }

  #listen(): void {
    const { Events } = this.#Hls
    const hls = this.#hls
    hls.on(Events.LEVEL_LOADING, (_, { deliveryDirectives }) =>
      this.outages.requested(deliveryDirectives?.msn !== undefined),
    )
    hls.on(Events.LEVEL_UPDATED, (_, { details, level }) => this.#listed(details, level))
    hls.on(Events.FRAG_LOADING, (_, { frag }) => {
      if (frag.type === 'main') this.outages.segmentRequested()
    })
    hls.on(Events.FRAG_LOADED, (_, { frag }) => {
      if (frag.type !== 'main') return
      this.#failures.segmentArrived()
      this.outages.segmentArrived()
    })
    hls.on(Events.MEDIA_ENDED, () => this.#ended())
    hls.on(Events.ERROR, (_, data) => this.#failures.handle(data, this.#started))
  }

  #listed(details: LevelDetails, level: number): void {
    if (!details.live && !this.#started) {
      this.stopLoading()
      return this.#host.failedToStart(endOf(details.type))
    }
    const answer = readDetails(details, level)
    const { verdict } = this.outages.answered(answer)
    if (!this.#started) {
      this.#started = true
      this.#host.opened()
    }
    if (verdict === 'ended') return this.#lastListed(details)
    if (verdict === 'regressed' || verdict === 'leapt') return this.playback.replace()
    if (verdict === 'advanced') this.playback.advanced(answer)
  }

  #lastListed({ edge }: LevelDetails): void {
    if (this.#ending) return
    this.#ending = true
    this.playback.ending()
    this.#host.emit({ type: 'ending' })
    // Everything was shown. Playing the last milliseconds would look as if the stream played again.
    const position = this.#video?.currentTime ?? 0
    if (this.playback.stopped && this.playback.moved && edge - position < allSeen) this.#ended()
  }

  /** Called twice for one end, by the element and by hls.js. */
  #ended(): void {
    if (!this.#ending) return
    this.#host.ended()
  }
}
