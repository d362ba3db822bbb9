import type { NotLive } from '@standby/core'
import {
  BaseConnection,
  type ClosedEvent,
  explainClose,
  type Failure,
  isCorsRefusal,
  type LiveStatus,
  type SourceCommand,
  type SourceEvent,
  type SourceLink,
} from '@standby/core/source'
import { createPlayer } from '../engines/create-player.ts'
import { OpenError } from '../engines/open-error.ts'
import { explanations } from './explanations.ts'
import { type HlsOptions, needsFullBuild } from '../options.ts'
import type { Player, PlayerHost } from '../playback/player.ts'
import { Sampler } from './sampler.ts'
import { type LoadFailure, loadOutcome } from './load-outcome.ts'
import { LiveStatusAdapter } from './live-status-adapter.ts'
import { StreamAddress } from './stream-address.ts'
import { isSameStream } from '../playlist/stream-url.ts'
import { Timeout } from './timeout.ts'
import type { TrackPreferences } from '../tracks/track-preferences.ts'
import { NotLivePoller } from './not-live-poller.ts'
import { refreshEveryMs, tickMs } from '../limits.ts'

type Idle = Extract<LiveStatus, { state: 'idle' }>

/** One connection: finds the stream, waits while it is not live, plays it, and reports how it ends. */
export class HlsConnection extends BaseConnection implements PlayerHost {
  readonly options: HlsOptions
  readonly preferences: TrackPreferences
  readonly #address: StreamAddress
  readonly #ticker: Timeout
  readonly #poller: NotLivePoller
  readonly #status: LiveStatusAdapter
  readonly #sampler: Sampler
  readonly #stops: (() => void)[]
  #player: Player | null = null
  #full: boolean
  /** The address that is loaded now. */
  #url = ''
  #refreshedAt = -Infinity
  #refreshing = false

  constructor(link: SourceLink, options: HlsOptions, preferences: TrackPreferences) {
    super(link)
    const { environment } = link
    this.options = options
    this.preferences = preferences
    this.#full = needsFullBuild(options)
    this.#address = new StreamAddress(options.src, environment, link.attempt)
    this.#ticker = new Timeout(environment)
    this.#sampler = new Sampler(link)
    this.#poller = new NotLivePoller(
      environment,
      (event) => this.emit(event),
      () => void this.#look(),
      () => this.#status.offAir,
    )
    const startsAt = Number(options.startsAt ?? NaN)
    if (Number.isFinite(startsAt)) this.#poller.announce({ startsAt })
    this.#stops = [
      environment.on('online', () => this.#wake()),
      ...(['visibilitychange', 'pageshow', 'resume'] as const).map((event) =>
        environment.on(event, () => this.#becomeVisible()),
      ),
    ]
    const announced = {
      emit: (event: SourceEvent) => this.emit(event),
      live: (src: string | undefined) => this.#announcedLive(src),
      idle: (status: Idle) => this.#announcedIdle(status),
      disabled: () => this.#disabled(),
      unheard: () => this.#poller.pollLater(),
    }
    this.#status = new LiveStatusAdapter(options.status, environment, announced, this.#waits)
    void this.#open()
  }

  command(command: SourceCommand): void {
    const player = this.#player
    if (command.type === 'seek-to-live') player?.playback.seekToLive()
    else if (command.type === 'quality') player?.selectQuality(command.id)
    else if (command.type === 'text-track') player?.selectText(command.id)
    else if (command.type === 'audio-track') player?.selectAudio(command.id)
  }

  protected override onClose(): void {
    // Before what a constructor that threw may not have made.
    for (const stop of this.#stops) stop()
    this.#poller.close()
    this.#ticker.clear()
    this.#status.close()
    this.#player?.destroy()
    this.#player = null
  }

  // Called by the player

  override emit(event: SourceEvent): void {
    if (!this.closed) this.link.emit(this.#status.correct(event))
  }

  opened(): void {
    this.#poller.leave()
    this.emit({ type: 'assigned' })
    this.emit({ type: 'progress', step: 'first-frame' })
  }

  failedToStart(failure: LoadFailure): void {
    void this.#judge(failure)
  }

  /** `endedAt`: as announced by the platform, epoch ms. Default: now. */
  ended(endedAt: number = this.environment.now()): void {
    if (this.#poller.open) return
    const next = this.#address.known
    // The platform announced another address where the broadcast goes on.
    if (next !== null && !isSameStream(next, this.#url)) return this.#load(next)
    if (!this.#waits) return this.end({ code: 1000, reason: 'ended' })
    this.#poller.announce({ endedAt })
    this.#wait('ended')
  }

  failed(failure: Failure): void {
    this.fail(failure, true)
  }

  forbidden(): void {
    void this.#refresh()
  }

  needsFullBuild(): void {
    this.#player?.destroy()
    this.#player = null
    this.show(null)
    this.#ticker.clear()
    this.#full = true
    void this.#open()
  }

  // Finding the stream

  get #waits(): boolean {
    return this.options.watchForRestart === true || this.link.intent === 'watch'
  }

  async #open(): Promise<void> {
    // Both take a network round trip, so they run at the same time.
    const creating = createPlayer(this, this.#full)
    try {
      const [url, player] = await Promise.all([this.#address.ask('connect'), creating])
      if (this.closed) return player.destroy()
      this.#player = player
      if (url === null) return this.fail({ kind: 'invalid-url' }, false)
      this.show(player)
      this.#load(url)
    } catch (error) {
      creating.then((player) => player.destroy()).catch(() => {})
      if (error instanceof OpenError) this.fail(error.failure, false)
      else this.end({ code: 1006, cause: 'source-error' })
    }
  }

  #load(url: string): void {
    this.#url = url
    this.#tick()
    this.#player?.load(url)
  }

  async #judge(failure: LoadFailure): Promise<void> {
    const silent = failure.kind === 'refused'
    const refused = silent && (await isCorsRefusal(this.environment, this.#url, this.signal))
    if (this.closed) return
    const outcome = loadOutcome(refused ? { kind: 'cors' } : failure, this.#waits, this.environment.now())
    if (outcome.type === 'closed') this.end(outcome)
    else this.#wait(outcome.reason)
  }

  // Waiting for it to be live

  #wait(reason: NotLive['reason']): void {
    this.#ticker.clear()
    this.#poller.wait(reason)
  }

  /** Polls once: loads the stream if it is live by now. */
  async #look(): Promise<void> {
    const player = this.#player
    const url = player ? await this.#address.askForPoll().catch(() => null) : null
    if (this.closed || !this.#poller.open) return
    if (!player || url === null) return this.#poller.pollLater()
    const failure = await player.probe(url, this.signal)
    if (this.closed || !this.#poller.open) return
    if (failure === null) return this.#load(url)
    const outcome = loadOutcome(failure, this.#waits, this.environment.now())
    if (outcome.type === 'not-live') return this.#wait(outcome.reason)
    if (outcome.cause === 'forbidden') return void this.#refresh()
    // A server that fails for a moment does not end the wait. What will not change ends it.
    if (outcome.code === 1000 || outcome.code === 1003) this.end(outcome)
    else this.#poller.pollLater()
  }

  /** Refused in mid-stream: gets a new signature. Called on every refusal, but renews max once per 10 s. */
  async #refresh(): Promise<void> {
    const player = this.#player
    if (!player || this.#refreshing) return
    const now = this.environment.now()
    if (this.#address.refreshable && now - this.#refreshedAt >= refreshEveryMs) {
      this.#refreshing = true
      this.#refreshedAt = now
      const url = await this.#address.ask('expired').catch(() => null)
      if (url !== null && !this.closed) {
        this.#url = url
        // Requests that are refused meanwhile used the old signature.
        await (this.#poller.open ? this.#poller.pollLater() : player.readdress(url))
      }
      this.#refreshing = false
      if (url !== null || this.closed) return
    }
    // Some servers refuse for a moment after a restart. They have until the buffer is empty.
    if (this.#poller.open || player.playback.stopped) this.fail({ kind: 'http', status: 403 }, true)
  }

  // Called by the live status adapter

  #announcedLive(src: string | undefined): void {
    if (src !== undefined) this.#address.move(src)
    this.#poller.wake()
  }

  #announcedIdle({ reason, startsAt, endedAt }: Idle): void {
    this.#poller.announce({
      ...(startsAt !== undefined && { startsAt }),
      ...(endedAt !== undefined && { endedAt }),
    })
    // Poll less often from now on: the start will be announced.
    this.#poller.pollLater()
    // Some servers never write an end tag. Their playlist just does not change any more.
    const player = this.#player
    if (reason !== 'ended' || this.#poller.open || !player?.started) return
    this.emit({ type: 'ending' })
    player.playback.ending()
    player.playback.playOut(() => this.ended(endedAt))
  }

  #disabled(): void {
    const end = (): void => this.end({ code: 4000 })
    if (this.#poller.open || !this.#player?.started) end()
    else this.#player.playback.playOut(end)
  }

  // Surroundings

  #wake(): void {
    if (this.#poller.open) this.#poller.wake()
    else this.#player?.wake()
  }

  #becomeVisible(): void {
    if (this.environment.visible) this.#player?.playback.catchUp()
  }

  #tick(): void {
    this.#ticker.set(tickMs, () => this.#tick())
    const player = this.#player
    if (!player) return
    player.outages.check()
    player.playback.tick()
    if (!this.closed) this.#sampler.tick(player)
  }

  protected override explain(close: ClosedEvent): void {
    explainClose(close, explanations, { name: 'The stream', address: this.options.src })
  }
}
