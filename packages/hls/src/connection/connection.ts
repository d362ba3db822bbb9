import type { NotLive } from '@standby/core'
import {
  type ClosedEvent,
  closedBy,
  type Failure,
  isCorsRefusal,
  type LiveStatus,
} from '@standby/core/source'
import type { SourceCommand, SourceConnection, SourceEvent, SourceLink, Surface } from '@standby/core/source'
import { explainClose } from './explain-close.ts'
import type { HlsOptions } from '../options.ts'
import type { CreatePlayer, Player, PlayerHost } from '../playback/player.ts'
import { Sampler } from './sampler.ts'
import { type LoadFailure, loadOutcome } from './load-outcome.ts'
import { LiveStatusAdapter } from './live-status-adapter.ts'
import { StreamAddress } from './stream-address.ts'
import { isSameStream } from '../playlist/stream-url.ts'
import { Timeout } from './timeout.ts'
import type { TrackPreferences } from '../tracks/track-preferences.ts'
import { NotLivePoller } from './not-live-poller.ts'

type Idle = Extract<LiveStatus, { state: 'idle' }>

const tickMs = 200
/** A signature that is refused sooner than this after it was renewed is not an expired one, ms. */
const refreshEveryMs = 10_000

/** One connection: finds out where the stream is, waits while it is not live, plays it, and says how it ends. */
export class HlsConnection implements SourceConnection, PlayerHost {
  readonly options: HlsOptions
  readonly choices: TrackPreferences
  readonly environment: SourceLink['environment']
  readonly #link: SourceLink
  readonly #createPlayer: CreatePlayer
  readonly #address: StreamAddress
  readonly #abort = new AbortController()
  readonly #ticker: Timeout
  readonly #room: NotLivePoller
  readonly #status: LiveStatusAdapter
  readonly #sampler: Sampler
  readonly #stops: (() => void)[]
  #player: Player | null = null
  #surface: Surface | null = null
  #detach: (() => void) | undefined
  #full = false
  /** What is loaded now. */
  #url = ''
  #refreshedAt = -Infinity
  #refreshing = false

  constructor(link: SourceLink, options: HlsOptions, choices: TrackPreferences, createPlayer: CreatePlayer) {
    const { environment } = link
    this.options = options
    this.choices = choices
    this.environment = environment
    this.#link = link
    this.#createPlayer = createPlayer
    this.#address = new StreamAddress(options.src, environment, link.attempt)
    this.#ticker = new Timeout(environment)
    this.#sampler = new Sampler(link)
    this.#room = new NotLivePoller(
      environment,
      (event) => this.emit(event),
      () => void this.#look(),
      () => this.#status.offAir,
    )
    const startsAt = Number(options.startsAt ?? NaN)
    if (Number.isFinite(startsAt)) this.#room.announce({ startsAt })
    this.#stops = [
      environment.on('online', () => this.#wake()),
      ...(['visibilitychange', 'pageshow', 'resume'] as const).map((event) =>
        environment.on(event, () => this.#show()),
      ),
    ]
    link.signal.addEventListener('abort', this.#onAbort)
    const announced = {
      emit: (event: SourceEvent) => this.emit(event),
      live: (src: string | undefined) => this.#announcedLive(src),
      idle: (status: Idle) => this.#announcedIdle(status),
      disabled: () => this.#disabled(),
      unheard: () => this.#room.again(),
    }
    this.#status = new LiveStatusAdapter(options.status, environment, announced, this.#waits)
    void this.#open()
  }

  attach(surface: Surface): () => void {
    this.#surface = surface
    this.#detach = this.#player?.attach(surface)
    return () => {
      if (this.#surface !== surface) return
      this.#surface = null
      this.#detach?.()
      this.#detach = undefined
    }
  }

  command(command: SourceCommand): void {
    const player = this.#player
    if (command.type === 'seek-to-live') player?.playback.seekToLive()
    else if (command.type === 'quality') player?.selectQuality(command.id)
    else if (command.type === 'text-track') player?.selectText(command.id)
    else if (command.type === 'audio-track') player?.selectAudio(command.id)
  }

  close(): void {
    if (this.#closed) return
    this.#abort.abort()
    this.#link.signal.removeEventListener('abort', this.#onAbort)
    this.#room.close()
    this.#ticker.clear()
    this.#status.close()
    for (const stop of this.#stops) stop()
    this.#player?.destroy()
    this.#player = null
    this.#surface = null
  }

  // What the player says

  emit(event: SourceEvent): void {
    if (!this.#closed) this.#link.emit(this.#status.correct(event))
  }

  opened(): void {
    this.#room.leave()
    this.emit({ type: 'assigned' })
    this.emit({ type: 'progress', step: 'first-frame' })
  }

  failedToStart(failure: LoadFailure): void {
    void this.#judge(failure)
  }

  /** `endedAt`: by the platform; left out, now. */
  ended(endedAt: number = this.environment.now()): void {
    if (this.#room.open) return
    const next = this.#address.known
    // The platform said where the broadcast goes on.
    if (next !== null && !isSameStream(next, this.#url)) return this.#load(next)
    if (!this.#waits) return this.#end({ type: 'closed', code: 1000, reason: 'ended' })
    this.#room.announce({ endedAt })
    this.#wait('ended')
  }

  failed(failure: Failure): void {
    this.#fail(failure, true)
  }

  forbidden(): void {
    void this.#refresh()
  }

  needsFullBuild(): void {
    this.#player?.destroy()
    this.#player = null
    this.#ticker.clear()
    this.#full = true
    void this.#open()
  }

  // Finding the stream

  get #closed(): boolean {
    return this.#abort.signal.aborted
  }

  get #waits(): boolean {
    return this.options.watchForRestart === true || this.#link.intent === 'watch'
  }

  async #open(): Promise<void> {
    // Both take a network round trip: neither waits for the other.
    const creating = this.#createPlayer(this, this.#full)
    try {
      const [url, player] = await Promise.all([this.#address.ask('connect'), creating])
      if (this.#closed) return player.destroy()
      this.#player = player
      if (url === null) return this.#fail({ kind: 'invalid-url' }, false)
      if (this.#surface) this.#detach = player.attach(this.#surface)
      this.#load(url)
    } catch (error) {
      creating.then((player) => player.destroy()).catch(() => {})
      if (error instanceof OpenError) this.#fail(error.failure, false)
      else this.#end({ type: 'closed', code: 1006, cause: 'source-error' })
    }
  }

  #load(url: string): void {
    this.#url = url
    this.#tick()
    this.#player?.load(url)
  }

  async #judge(failure: LoadFailure): Promise<void> {
    const silent = failure.kind === 'refused'
    const refused = silent && (await isCorsRefusal(this.environment, this.#url, this.#abort.signal))
    if (this.#closed) return
    const outcome = loadOutcome(refused ? { kind: 'cors' } : failure, this.#waits, this.environment.now())
    if (outcome.type === 'closed') this.#end(outcome)
    else this.#wait(outcome.reason)
  }

  // Waiting for it to be live

  #wait(reason: NotLive['reason']): void {
    this.#ticker.clear()
    this.#room.wait(reason)
  }

  /** Looks once whether the stream is live by now. */
  async #look(): Promise<void> {
    const player = this.#player
    const url = player ? await this.#address.again().catch(() => null) : null
    if (this.#closed || !this.#room.open) return
    if (!player || url === null) return this.#room.again()
    const failure = await player.scout(url, this.#abort.signal)
    if (this.#closed || !this.#room.open) return
    if (failure === null) return this.#load(url)
    const outcome = loadOutcome(failure, this.#waits, this.environment.now())
    if (outcome.type === 'not-live') return this.#wait(outcome.reason)
    if (outcome.cause === 'forbidden') return void this.#refresh()
    // A server that stumbles does not end the wait; what will not change does.
    if (outcome.code === 1000 || outcome.code === 1003) this.#end(outcome)
    else this.#room.again()
  }

  /** Refused in mid-stream: asks once for a new signature. Called again with every refusal. */
  async #refresh(): Promise<void> {
    const player = this.#player
    if (!player || this.#refreshing) return
    const now = this.environment.now()
    if (this.#address.refreshable && now - this.#refreshedAt >= refreshEveryMs) {
      this.#refreshing = true
      this.#refreshedAt = now
      const url = await this.#address.ask('expired').catch(() => null)
      if (url !== null && !this.#closed) {
        this.#url = url
        // What is refused meanwhile is refused to the old one.
        await (this.#room.open ? this.#room.again() : player.readdress(url))
      }
      this.#refreshing = false
      if (url !== null || this.#closed) return
    }
    // Some servers refuse for a moment after a restart: what is buffered is the time they have.
    if (this.#room.open || player.playback.stopped) this.#fail({ kind: 'http', status: 403 }, true)
  }

  // What the platform announces

  #announcedLive(src: string | undefined): void {
    if (src !== undefined) this.#address.move(src)
    this.#room.wake()
  }

  #announcedIdle({ reason, startsAt, endedAt }: Idle): void {
    this.#room.announce({
      ...(startsAt !== undefined && { startsAt }),
      ...(endedAt !== undefined && { endedAt }),
    })
    // Who waits looks less often from now on: the start will be announced.
    this.#room.again()
    // A server that never writes an end tag leaves its viewers with a list that stands still.
    const player = this.#player
    if (reason !== 'ended' || this.#room.open || !player?.started) return
    this.emit({ type: 'ending' })
    player.playback.ending()
    player.playback.playOut(() => this.ended(endedAt))
  }

  #disabled(): void {
    const end = (): void => this.#end({ type: 'closed', code: 4000 })
    if (this.#room.open || !this.#player?.started) end()
    else this.#player.playback.playOut(end)
  }

  // Surroundings

  readonly #onAbort = (): void => this.close()

  #wake(): void {
    if (this.#room.open) this.#room.wake()
    else this.#player?.wake()
  }

  #show(): void {
    if (this.environment.visible) this.#player?.playback.catchUp()
  }

  #tick(): void {
    this.#ticker.set(tickMs, () => this.#tick())
    const player = this.#player
    if (!player) return
    player.monitor.check()
    player.playback.tick()
    if (!this.#closed) this.#sampler.tick(player)
  }

  #fail(failure: Failure, started: boolean): void {
    this.#end(closedBy(failure, { now: this.environment.now(), started }))
  }

  #end(close: ClosedEvent): void {
    if (this.#closed) return
    explainClose(close, this.options)
    this.#link.emit(close)
    this.close()
  }
}

/** Thrown by `CreatePlayer` where there is nothing to play with. */
export class OpenError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.kind, options)
    this.failure = failure
  }
}
