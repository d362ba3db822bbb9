import type { Environment } from '@standby/core/source'
import { bufferedAhead, nextBuffered } from './buffered.ts'
import { CatchupController } from './catchup-controller.ts'
import type { OutageDetector, PlaylistAnswer } from '../connection/outage-detector.ts'
import { PlayheadMonitor } from './playhead-monitor.ts'
import { resumePlan } from '../connection/resume-plan.ts'
import type { Timeline } from './timeline.ts'

/** What the rules can ask of whatever fetches and decodes. */
export interface PlaybackEngine {
  readonly timeline: Timeline
  /** Throws the media away and begins again at the live edge. */
  reload(): void
  /** Sets the decoder up anew, at the same place of the same stream. */
  recover(): void
  /** No further requests; what is buffered stays. */
  stopLoading(): void
  /** Plays at rates other than 0 and 1. Browsers that play live HLS by themselves end it with an error. */
  readonly variableRate: boolean
}

/** Reloading earlier would throw away pictures that nobody has seen, s. */
const playedOut = 0.35
/** A hold ends with at least so much to play, s. */
const enoughToMove = 0.5
/** About one frame, s. */
const oneFrame = 0.05
/** Decoders are not restarted more often, ms. */
const recoverEveryMs = 5000

interface Hold {
  readonly since: number
  readonly until: number
  /** What stands on the screen is from before. */
  readonly stale: boolean
}

/** Keeps the element where a live viewer wants it: playing, at the usual latency, with nothing shown twice. */
export class LivePlayback {
  readonly #environment: Environment
  readonly #monitor: OutageDetector
  readonly #engine: PlaybackEngine
  readonly #timeline: Timeline
  readonly #playhead = new PlayheadMonitor()
  readonly #control: CatchupController
  #video: HTMLVideoElement | null = null
  #hold: Hold | null = null
  /** Playback stands: ran dry, or has not begun. */
  #stopped = true
  #moved = false
  #everMoved = false
  /** Nothing of the newest load has been listed yet. */
  #fresh = true
  #afterPlayout: (() => void) | null = null
  #ending = false
  #following = true
  #parkedAt: number | null = null
  #recoveredAt = -Infinity

  constructor(environment: Environment, monitor: OutageDetector, engine: PlaybackEngine) {
    this.#environment = environment
    this.#monitor = monitor
    this.#engine = engine
    this.#timeline = engine.timeline
    this.#control = new CatchupController(environment, monitor, engine.timeline)
  }

  get following(): boolean {
    return this.#following
  }

  /** The latency that is aimed at, s. */
  get usualLatency(): number {
    return this.#control.usual
  }

  /** The latency that this viewer has had in smooth playing, s; `null` before there was any. */
  get measuredLatency(): number | null {
    return this.#control.measured ? this.#control.usual : null
  }

  /** s; `null` while unknown. */
  get latency(): number | null {
    const excess = this.#excess()
    return excess === null ? null : this.usualLatency + excess
  }

  #excess(): number | null {
    return this.#video?.readyState ? this.#control.excess(this.#video.currentTime) : null
  }

  get stopped(): boolean {
    return this.#stopped
  }

  /** Pictures have moved since the last load. */
  get moved(): boolean {
    return this.#moved
  }

  /** Returns the function that lets go of the element. */
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
    const excess = from === null ? null : this.#control.excess(from)
    if (excess === null) return
    const { targetDuration } = this.#monitor
    const { step } = this.#timeline.goal
    const dry = this.#stopped && bufferedAhead(video) < enoughToMove
    const plan = resumePlan({ excess, step, targetDuration, stopped: fresh || dry })
    if (plan.kind === 'hold') {
      const now = this.#environment.now()
      this.#hold = { since: now, until: now + plan.ms, stale: !fresh }
      this.#applyRate()
    }
    if (fresh || from === null) return
    if (plan.kind === 'seek' && this.#following && !this.#fedInVain()) this.seekToLive()
    // Over a gap, which an engine does not jump while the rate is 0.
    else if (dry && from > video.currentTime + 0.5) this.#seek(video, from)
  }

  /** Nothing was missed, and still nothing lands at the playhead: a seek would only hide that from the watch. */
  #fedInVain(): boolean {
    const fedMs = this.#playhead.fedFor(this.#environment.now())
    return fedMs > 1000 * this.#monitor.targetDuration && !this.#monitor.segmentPending
  }

  /** The far end started over: what is buffered is shown to its end, then the stream is loaded anew. */
  replace(): void {
    this.playOut(() => this.#engine.reload())
  }

  /** Does something once nothing is left to play. */
  playOut(then: () => void): void {
    if (this.#afterPlayout) return
    this.#engine.stopLoading()
    this.#afterPlayout = then
    this.tick()
  }

  /** A load began: everything about the one before is void, but for the latency the viewer is used to. */
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

  /** EXT-X-ENDLIST: nothing more comes, so nothing is waited for. */
  ending(): void {
    this.#ending = true
    this.#hold = null
    this.#applyRate()
  }

  seekToLive(): void {
    this.#following = true
    const { newestEdge, targetDuration } = this.#monitor
    const video = this.#video
    const excess = this.#excess()
    const window = this.#timeline.window
    if (!video || excess === null || newestEdge === null || !window) return
    const { step } = this.#timeline.goal
    const newest = newestEdge - (step < targetDuration ? step : 1.5 * targetDuration)
    const live = Math.min(video.currentTime + excess, newest)
    const target = this.#timeline.playableFrom(Math.max(window.start, live))
    // Never back: whoever is closer to the edge than usual keeps what they have.
    if (target - video.currentTime > 0.25) this.#seek(video, target)
  }

  /** The page is seen again, or the network is back after a long time: nobody wants to watch what they missed. */
  catchUp(): void {
    const latency = this.latency
    if (latency === null || this.#video?.paused) return
    if (this.#following && latency > this.usualLatency + 2 * this.#timeline.goal.step) this.seekToLive()
    this.tick()
  }

  /** Looks at the element; call about five times a second. */
  tick(): void {
    const now = this.#environment.now()
    const video = this.#video
    if (!video || video.ended) return
    const ahead = bufferedAhead(video)
    this.#park(video, now)
    if (this.#afterPlayout) {
      if (ahead >= playedOut && !video.paused) return this.#watch(video, ahead, now, false)
      const then = this.#afterPlayout
      this.#afterPlayout = null
      return then()
    }
    if (this.#hold) return this.#checkHold(this.#hold, video, ahead, now)
    this.#watch(video, ahead, now, true)
    this.#govern(video, ahead)
  }

  #watch(video: HTMLVideoElement, ahead: number, now: number, repairs: boolean): void {
    const { targetDuration } = this.#monitor
    const finding = this.#playhead.sample({
      now,
      position: video.currentTime,
      ahead,
      nextStart: nextBuffered(video),
      expected: !video.paused && !video.seeking,
      targetDuration,
      fed: this.#monitor.fed,
      pending: this.#monitor.segmentPending,
    })
    if (finding.kind === 'moving') {
      if (this.#ending && ahead < 0.1) return
      this.#stopped = false
      this.#moved = this.#everMoved = true
      this.#monitor.flowing()
    }
    if (finding.kind === 'idle' || finding.kind === 'moving' || finding.kind === 'still') return
    this.#stopped = true
    if (this.#ending) return
    // Before the first picture nothing has run dry.
    if (this.#everMoved) this.#monitor.stalled(ahead)
    if (!repairs) return
    if (finding.kind === 'hole') this.#seek(video, finding.seekTo + 0.01)
    if (finding.kind === 'misplaced') this.#engine.reload()
    if (finding.kind === 'stuck') this.repair()
  }

  /** The decoder gave up, or says nothing. */
  repair(): void {
    const now = this.#environment.now()
    this.#playhead.reset(now)
    if (now - this.#recoveredAt < recoverEveryMs) return this.#engine.reload()
    this.#recoveredAt = now
    this.#engine.recover()
  }

  /** A hold must have an end: with media in hand it is over in time, without any the load has failed. */
  #checkHold(hold: Hold, video: HTMLVideoElement, ahead: number, now: number): void {
    const next = nextBuffered(video)
    const { targetDuration } = this.#monitor
    if (ahead < 0.1 && next !== null && !video.seeking) this.#seek(video, next + 0.01)
    const fed = ahead >= enoughToMove
    // The element still shows the last old frame: a step into the new media shows a sign of life.
    if (fed && hold.stale && !video.seeking) {
      this.#hold = { ...hold, stale: false }
      this.#seek(video, video.currentTime + oneFrame)
    }
    if (!fed && now - hold.since > 2500 * targetDuration) {
      this.#hold = null
      return this.#engine.reload()
    }
    if (now < hold.until || !fed) return
    this.#hold = null
    // Not yet seen to move, and not standing either: the next update must not hold it again.
    this.#stopped = false
    this.#playhead.reset(now)
    this.#govern(video, ahead)
  }

  #govern(video: HTMLVideoElement, ahead: number): void {
    this.#control.govern({
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
    const rate = this.#hold ? 0 : this.#engine.variableRate ? this.#control.rate : 1
    if (this.#video && this.#video.playbackRate !== rate) this.#video.playbackRate = rate
  }

  /** Since when the picture stands because somebody wanted it to, or because the browser refused to start it. */
  #park(video: HTMLVideoElement, now: number): void {
    if (!video.paused) this.#parkedAt = null
    else if (video.readyState >= 2) this.#parkedAt ??= now
  }

  #unpark(): void {
    const parkedAt = this.#parkedAt
    this.#parkedAt = null
    if (parkedAt === null || this.#timeline.dvr) return
    if (this.#environment.now() - parkedAt > this.#monitor.targetDuration * 1000) this.seekToLive()
  }

  /** Where a seek led decides whether the viewer still wants to be at the live edge. */
  #noticeSeek(): void {
    const latency = this.latency
    if (latency === null) return
    this.#following = !this.#timeline.dvr || latency <= this.usualLatency + 2 * this.#timeline.goal.step
  }
}
