import { isCorsRefusal, type Surface } from '@standby/core/source'
import { endOf } from '../hls-js/playlist-probe.ts'
import { OutageDetector } from '../../connection/outage-detector.ts'
import { LivePlayback, type PlaybackEngine } from '../../playback/live-playback.ts'
import { isRefusal, type LoadFailure } from '../../connection/load-outcome.ts'
import { isRenamed, type MediaPlaylistFacts } from '../../playlist/media-playlist.ts'
import type { Player, PlayerHost } from '../../playback/player.ts'
import { type PlaylistResult, requestPlaylist } from '../../playlist/playlist-request.ts'
import { playlistRetryDelay, reloadDelay } from '../../connection/retry-delay.ts'
import { NativeTimeline } from './native-timeline.ts'
import { TextTracks } from '../../tracks/text-tracks.ts'
import { Timeout } from '../../connection/timeout.ts'
import { maxMediaFailures, refusalTries, reloadsForgottenMs } from '../../limits.ts'

/**
 * Plays through the browser's native HLS, which says nothing about the playlist and stops for good at one refused
 * request. So we read the playlist too: it says what the far end does, and the element only shows the stream.
 */
export class NativePlayer implements Player, PlaybackEngine {
  readonly outages: OutageDetector
  readonly playback: LivePlayback
  readonly timeline: NativeTimeline
  readonly variableRate = false
  readonly stats = {}
  readonly #host: PlayerHost
  readonly #abort = new AbortController()
  readonly #pollTimer: Timeout
  readonly #reloadTimer: Timeout
  readonly #texts: TextTracks
  #surface: Surface | null = null
  #video: HTMLVideoElement | null = null
  #release = (): void => {}
  #url = ''
  /** Number of the load, so that an answer to an older load is recognised. */
  #load = 0
  #started = false
  #ending = false
  /** CORS did not let us read the playlist at the last load, but the element can play it. */
  #blind = false
  #listUrl = ''
  #reloads = 0
  #loadedAt = -Infinity
  #mediaFailures = 0

  constructor(host: PlayerHost) {
    this.#host = host
    this.#pollTimer = new Timeout(host.environment)
    this.#reloadTimer = new Timeout(host.environment)
    this.outages = new OutageDetector(host.environment, (event) => host.emit(event))
    this.timeline = new NativeTimeline(host.options.dvr)
    this.playback = new LivePlayback(host.environment, this.outages, this)
    this.#texts = new TextTracks(host.preferences, () =>
      host.emit({ type: 'tracks', texts: this.#texts.value }),
    )
  }

  load(url: string): void {
    this.#url = url
    this.#started = false
    this.#ending = false
    void this.#begin()
  }

  async readdress(url: string): Promise<void> {
    // The element cannot change its address without a reload. So it plays its buffer first.
    this.#url = url
    this.playback.replace()
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

  async probe(url: string, signal: AbortSignal): Promise<LoadFailure | null> {
    const result = await requestPlaylist(this.#host.environment, url, signal)
    if ('failure' in result) return result.failure
    return result.playlist.live ? null : endOf(result.playlist.type)
  }

  // The element chooses qualities and audio by itself.
  selectQuality(): void {}
  selectAudio(): void {}

  selectText(id: string | null): void {
    this.#texts.select(id)
  }

  get started(): boolean {
    return this.#started
  }

  wake(): void {
    this.outages.forgetFailures()
    if (!this.#started) return
    void this.#read()
    if (this.#video?.error || this.#reloadTimer.pending) this.#reloadNow()
  }

  destroy(): void {
    this.#load++
    this.#abort.abort()
    this.#pollTimer.clear()
    this.#reloadTimer.clear()
    this.#release()
  }

  get video(): HTMLVideoElement | null {
    return this.#video
  }

  /** Native HLS cannot be told to stop loading. */
  stopLoading(): void {}

  recover(): void {
    this.#reloadNow()
  }

  reload(): void {
    if (this.#host.environment.now() - this.#loadedAt > reloadsForgottenMs) this.#reloads = 0
    if (this.#reloads === 0) return this.#reloadNow()
    this.#reloadTimer.set(reloadDelay(this.#reloads, this.#host.environment.random), () => this.#reloadNow())
  }

  #reloadNow(): void {
    this.#reloads++
    void this.#begin()
  }

  #attachVideo(video: HTMLVideoElement): void {
    this.#video = this.timeline.video = video
    const detachPlayback = this.playback.attach(video)
    this.#texts.attach(video)
    const listeners: Record<string, () => void> = {
      ended: () => this.#ended(),
      error: () => this.#mediaFailed(),
      // Media time comes from the element. Estimates from before it are worthless.
      loadedmetadata: () => this.outages.estimator.reset(),
    }
    for (const [type, listener] of Object.entries(listeners)) video.addEventListener(type, listener)
    this.#release = () => {
      for (const [type, listener] of Object.entries(listeners)) video.removeEventListener(type, listener)
      this.#texts.detach()
      detachPlayback()
      video.removeAttribute('src')
      video.load()
      this.#video = this.timeline.video = null
      this.#release = () => {}
    }
    if (this.#started) this.#loadVideo()
  }

  async #begin(): Promise<void> {
    const load = ++this.#load
    this.#reloadTimer.clear()
    this.#pollTimer.clear()
    this.#loadedAt = this.#host.environment.now()
    this.outages.restart()
    this.playback.reloaded()
    this.timeline.list = null
    this.outages.requested()
    const result = await requestPlaylist(this.#host.environment, this.#url, this.#abort.signal)
    if (load !== this.#load) return
    if ('failure' in result) return this.#failedToBegin(result, load)
    if (!result.playlist.live && !this.#started) return this.#host.failedToStart(endOf(result.playlist.type))
    this.#listUrl = result.url
    this.#blind = false
    this.#startPlaying()
    this.#answered(result.playlist)
  }

  #startPlaying(): void {
    const first = !this.#started
    this.#started = true
    this.#loadVideo()
    if (first) this.#host.opened()
  }

  #loadVideo(): void {
    const video = this.#video
    if (!video) return
    this.#surface?.hold?.()
    video.src = this.#url
    video.load()
  }

  async #failedToBegin(
    result: Extract<PlaylistResult, { failure: LoadFailure }>,
    load: number,
  ): Promise<void> {
    const { environment } = this.#host
    const silent = result.failure.kind === 'refused'
    if (silent && (await isCorsRefusal(environment, this.#url, this.#abort.signal)) && load === this.#load) {
      this.#blind = true
      return this.#startPlaying()
    }
    if (load !== this.#load) return
    if (!this.#started) return this.#host.failedToStart(result.failure)
    const delayMs = reloadDelay(this.outages.failures, environment.random)
    this.#reportFailure(result, delayMs)
    this.#reloadTimer.set(delayMs, () => void this.#begin())
  }

  #answered(list: MediaPlaylistFacts): void {
    const before = this.timeline.list
    this.timeline.list = list
    const answer = {
      playlist: '',
      live: list.live,
      startSequence: list.startSequence,
      endSequence: list.endSequence,
      lastPart: -1,
      gapAtEdge: list.gapAtEdge,
      edgeDate: null,
      edge: this.timeline.window?.end ?? this.#host.environment.now() / 1000,
      targetDuration: list.targetDuration,
      partTarget: 0,
    }
    const { verdict } = this.outages.answered(answer)
    if (verdict === 'ended') return this.#lastListed()
    const renamed = before !== null && isRenamed(before, list)
    if (verdict === 'regressed' || verdict === 'leapt' || renamed) return this.playback.replace()
    if (verdict === 'advanced') this.playback.advanced(answer)
    // As hls.js does it: every target duration, every half while nothing new is listed.
    this.#pollTimer.set(list.targetDuration * (verdict === 'advanced' ? 1000 : 500), () => void this.#read())
  }

  async #read(): Promise<void> {
    if (this.#blind || this.#ending || !this.#started) return
    const load = this.#load
    this.#pollTimer.clear()
    this.outages.requested()
    const { environment } = this.#host
    const result = await requestPlaylist(environment, this.#listUrl || this.#url, this.#abort.signal)
    if (load !== this.#load) return
    if ('playlist' in result) return this.#answered(result.playlist)
    const delayMs = playlistRetryDelay(this.outages.failures, this.outages.targetDuration, environment.random)
    this.#reportFailure(result, delayMs)
    this.#pollTimer.set(delayMs, () => void this.#read())
  }

  #reportFailure({ failure }: Extract<PlaylistResult, { failure: LoadFailure }>, delayMs: number): void {
    if (failure.kind === 'empty') return this.outages.answeredEmpty()
    if (failure.kind === 'http' && isRefusal(failure.status) && this.outages.failures >= refusalTries)
      this.#host.forbidden()
    const { environment } = this.#host
    const timedOut = failure.kind === 'timeout'
    const silent = timedOut || failure.kind === 'refused'
    const status = failure.kind === 'http' ? failure.status : silent ? null : 500
    this.outages.failed({ status, timedOut }, environment.online ? environment.now() + delayMs : undefined)
  }

  #lastListed(): void {
    if (this.#ending) return
    this.#ending = true
    this.playback.ending()
    this.#host.emit({ type: 'ending' })
    // The element may have ended already, or failed on a playlist that was refused.
    if (this.#video?.ended || this.#video?.error) this.#ended()
  }

  #ended(): void {
    if (this.#ending || this.#blind) this.#host.ended()
  }

  /** The element failed. The playlist shows whether the network or the media was the cause. */
  #mediaFailed(): void {
    const error = this.#video?.error
    if (!error || !this.#started) return
    if (this.#ending) return this.#host.ended()
    if (this.playback.moved) this.#mediaFailures = 0
    const network = error.code === error.MEDIA_ERR_NETWORK || this.outages.failures > 0
    if (!network && ++this.#mediaFailures >= maxMediaFailures)
      return this.#host.failed({ kind: error.code === error.MEDIA_ERR_DECODE ? 'decoder' : 'unsupported' })
    this.outages.mediaFailed()
    this.reload()
  }
}
