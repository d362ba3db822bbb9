import type { Environment } from '@standby/core/source'
import { bufferedAhead, nextBuffered } from './buffered.ts'
import { CatchupController } from './catchup-controller.ts'
import type { OutageDetector, PlaylistAnswer } from '../connection/outage-detector.ts'
import { PlayheadMonitor } from './playhead-monitor.ts'
import { resumePlan } from '../connection/resume-plan.ts'
import type { Timeline } from './timeline.ts'
import { heldInVainAfter, minHeldBufferS, playedOutS, recoverEveryMs } from '../limits.ts'

/** What live playback needs from the engine that fetches and decodes. */
export interface PlaybackEngine {
  readonly timeline: Timeline
  /** Drops all media and loads again at the live edge. */
  reload(): void
  /** Restarts the decoder at the same position of the same stream. */
  recover(): void
  /** Stops requests. The buffer stays. */
  stopLoading(): void
  /** Rates other than 0 and 1 work. With native HLS they end a live stream with an error. */
  readonly variableRate: boolean
}

/** About one frame, s. */
const oneFrame = 0.05

interface Hold {
  readonly since: number
  readonly until: number
  /** The screen still shows a picture from before the outage. */
  readonly stale: boolean
}

/** Keeps the element playing at the usual latency, and shows nothing twice. */
export class LivePlayback {
  readonly #environment: Environment
  readonly #outages: OutageDetector
  readonly #engine: PlaybackEngine
  readonly #timeline: Timeline
  readonly #playhead = new PlayheadMonitor()
  readonly #catchup: CatchupController
  #video: HTMLVideoElement | null = null
  #hold: Hold | null = null
  /** Playback stands: the buffer ran dry, or playback has not begun. */
  #stopped = true
  #moved = false
  #everMoved = false
  /** The newest load has not listed anything yet. */
  #fresh = true
  #afterPlayout: (() => void) | null = null
  #ending = false
  #following = true
  #parkedAt: number | null = null
  #recoveredAt = -Infinity

  constructor(environment: Environment, outages: OutageDetector, engine: PlaybackEngine) {
    this.#environment = environment
    this.#outages = outages
    this.#engine = engine
    this.#timeline = engine.timeline
    this.#catchup = new CatchupController(environment, outages, engine.timeline)
  }

  get following(): boolean {
    return this.#following
  }

  /** The target latency, s. */
  get usualLatency(): number {
    return this.#catchup.usual
  }

  /** The latency of this viewer in smooth playback, s. `null` before it was measured. */
  get measuredLatency(): number | null {
    return this.#catchup.measured ? this.#catchup.usual : null
  }

  /** Distance to the live edge, s. `null` while unknown. */
  get latency(): number | null {
    const excess = this.#excess()
    return excess === null ? null : this.usualLatency + excess
  }

  #excess(): number | null {
    return this.#video?.readyState ? this.#catchup.excess(this.#video.currentTime) : null
  }

  get stopped(): boolean {
    return this.#stopped
  }

  /** Whether pictures have moved since the last load. */
  get moved(): boolean {
    return this.#moved
  }

  /** Returns the function that releases the element. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video
    this.#playhead.reset(this.#environment.now())
    const listeners: Record<string, () => void> = {
      waiting: () => {
        if (!video.seeking && bufferedAhead(video) < 0.1) this.tick()
      },
      play: () => this.#unpark(),
      seeked: () => this.#noticeSeek(),
      loadedmetadata: () => this.#applyRate(),
    }
    for (const [type, listener] of Object.entries(listeners)) video.addEventListener(type, listener)
    return () => {
      for (const [type, listener] of Object.entries(listeners)) video.removeEventListener(type, listener)
      video.playbackRate = 1
      this.#video = null
    }
  }

  /** Newer media is listed. */
  advanced(answer: PlaylistAnswer): void {
    if (answer.gapAtEdge || this.#afterPlayout || this.#hold) return
    const fresh = this.#fresh
    this.#fresh = false
    const video = this.#video
    if (!video || (video.paused && !fresh)) return
    const from = fresh ? this.#timeline.startsAt : this.#timeline.playableFrom(video.currentTime)
    const excess = from === null ? null : this.#catchup.excess(from)
    if (excess === null) return
    const { targetDuration } = this.#outages
    const { step } = this.#timeline.goal
    const dry = this.#stopped && bufferedAhead(video) < minHeldBufferS
    const plan = resumePlan({ excess, step, targetDuration, stopped: fresh || dry })
    if (plan.kind === 'hold') {
      const now = this.#environment.now()
      this.#hold = { since: now, until: now + plan.ms, stale: !fresh }
      this.#applyRate()
    }
    if (fresh || from === null) return
    if (plan.kind === 'seek' && this.#following && !this.#fedInVain()) this.seekToLive()
    // Jump a gap: an engine does not do it while the rate is 0.
    else if (dry && from > video.currentTime + 0.5) this.#seek(video, from)
  }

  /** Segments arrive, but not at the playhead. A seek would hide that from the playhead monitor. */
  #fedInVain(): boolean {
    const fedMs = this.#playhead.fedFor(this.#environment.now())
    return fedMs > 1000 * this.#outages.targetDuration && !this.#outages.segmentPending
  }

  /** The far end started over: plays the buffer to its end, then reloads the stream. */
  replace(): void {
    this.playOut(() => this.#engine.reload())
  }

  /** Calls `then` once nothing is left to play. */
  playOut(then: () => void): void {
    if (this.#afterPlayout) return
    this.#engine.stopLoading()
    this.#afterPlayout = then
    this.tick()
  }

  /** A load began: forgets everything about the one before, except the usual latency. */
  reloaded(): void {
    this.#hold = null
    this.#afterPlayout = null
    this.#stopped = true
    this.#moved = false
    this.#fresh = true
    this.#following = true
    this.#ending = false
    this.#playhead.reset(this.#environment.now())
  }

  /** EXT-X-ENDLIST: no more media comes, so there is nothing to wait for. */
  ending(): void {
    this.#ending = true
    this.#hold = null
    this.#applyRate()
  }

  seekToLive(): void {
    this.#following = true
    const { newestEdge, targetDuration } = this.#outages
    const video = this.#video
    const excess = this.#excess()
    const window = this.#timeline.window
    if (!video || excess === null || newestEdge === null || !window) return
    const { step } = this.#timeline.goal
    const newest = newestEdge - (step < targetDuration ? step : 1.5 * targetDuration)
    const live = Math.min(video.currentTime + excess, newest)
    const target = this.#timeline.playableFrom(Math.max(window.start, live))
    // Never seek back: a viewer who is closer to the edge than usual stays there.
    if (target - video.currentTime > 0.25) this.#seek(video, target)
  }

  /** The page is visible again, or the network is back after a long time: skips what was missed. */
  catchUp(): void {
    const latency = this.latency
    if (latency === null || this.#video?.paused) return
    if (this.#following && latency > this.usualLatency + 2 * this.#timeline.goal.step) this.seekToLive()
    this.tick()
  }

  /** Checks the element. Call about five times a second. */
  tick(): void {
    const now = this.#environment.now()
    const video = this.#video
    if (!video || video.ended) return
    const ahead = bufferedAhead(video)
    this.#park(video, now)
    if (this.#afterPlayout) {
      if (ahead >= playedOutS && !video.paused) return this.#checkPlayhead(video, ahead, now, false)
      const then = this.#afterPlayout
      this.#afterPlayout = null
      return then()
    }
    if (this.#hold) return this.#checkHold(this.#hold, video, ahead, now)
    this.#checkPlayhead(video, ahead, now, true)
    this.#updateCatchup(video, ahead)
  }

  #checkPlayhead(video: HTMLVideoElement, ahead: number, now: number, repairs: boolean): void {
    const { targetDuration } = this.#outages
    const finding = this.#playhead.sample({
      now,
      position: video.currentTime,
      ahead,
      nextStart: nextBuffered(video),
      expected: !video.paused && !video.seeking,
      targetDuration,
      fed: this.#outages.fed,
      pending: this.#outages.segmentPending,
    })
    if (finding.kind === 'moving') {
      if (this.#ending && ahead < 0.1) return
      this.#stopped = false
      this.#moved = this.#everMoved = true
      this.#outages.flowing()
    }
    if (finding.kind === 'idle' || finding.kind === 'moving' || finding.kind === 'still') return
    this.#stopped = true
    if (this.#ending) return
    // Before the first picture, the buffer cannot have run dry.
    if (this.#everMoved) this.#outages.stalled(ahead)
    if (!repairs) return
    if (finding.kind === 'hole') this.#seek(video, finding.seekTo + 0.01)
    if (finding.kind === 'misplaced') this.#engine.reload()
    if (finding.kind === 'stuck') this.repair()
  }

  /** The decoder failed, or stands without an error. */
  repair(): void {
    const now = this.#environment.now()
    this.#playhead.reset(now)
    if (now - this.#recoveredAt < recoverEveryMs) return this.#engine.reload()
    this.#recoveredAt = now
    this.#engine.recover()
  }

  /** Makes sure that a hold ends: in time when media is buffered, otherwise with a reload. */
  #checkHold(hold: Hold, video: HTMLVideoElement, ahead: number, now: number): void {
    const next = nextBuffered(video)
    const { targetDuration } = this.#outages
    if (ahead < 0.1 && next !== null && !video.seeking) this.#seek(video, next + 0.01)
    const fed = ahead >= minHeldBufferS
    // The element still shows the last old frame. A small seek into the new media shows the first new one.
    if (fed && hold.stale && !video.seeking) {
      this.#hold = { ...hold, stale: false }
      this.#seek(video, video.currentTime + oneFrame)
    }
    if (!fed && now - hold.since > heldInVainAfter * 1000 * targetDuration) {
      this.#hold = null
      return this.#engine.reload()
    }
    if (now < hold.until || !fed) return
    this.#hold = null
    // The playhead has not moved yet, but it will: the next update must not hold it again.
    this.#stopped = false
    this.#playhead.reset(now)
    this.#updateCatchup(video, ahead)
  }

  #updateCatchup(video: HTMLVideoElement, ahead: number): void {
    this.#catchup.update({
      position: video.currentTime,
      ahead,
      stopped: this.#stopped,
      seeking: video.seeking,
      live: this.#following && !this.#ending && !video.paused,
    })
    this.#applyRate()
  }

  #seek(video: HTMLVideoElement, position: number): void {
    this.#playhead.jump(position)
    video.currentTime = position
  }

  #applyRate(): void {
    const rate = this.#hold ? 0 : this.#engine.variableRate ? this.#catchup.rate : 1
    if (this.#video && this.#video.playbackRate !== rate) this.#video.playbackRate = rate
  }

  /** Notes since when playback is paused, by the viewer or because the browser refused autoplay. */
  #park(video: HTMLVideoElement, now: number): void {
    if (!video.paused) this.#parkedAt = null
    else if (video.readyState >= 2) this.#parkedAt ??= now
  }

  #unpark(): void {
    const parkedAt = this.#parkedAt
    this.#parkedAt = null
    if (parkedAt === null || this.#timeline.dvr) return
    if (this.#environment.now() - parkedAt > this.#outages.targetDuration * 1000) this.seekToLive()
  }

  /** The target of a seek decides whether the viewer still wants to be at the live edge. */
  #noticeSeek(): void {
    const latency = this.latency
    if (latency === null) return
    this.#following = !this.#timeline.dvr || latency <= this.usualLatency + 2 * this.#timeline.goal.step
  }
}
