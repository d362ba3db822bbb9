import type { SourceCommand, SourceConnection, SourceEvent, SourceLink, Surface } from '@standby/core/source'
import { isCorsRefusal } from './cors-probe.ts'
import { type Close, type LoadFailure, startOutcome } from './load-failure.ts'
import { explainClose } from './explain-close.ts'
import type { HlsOptions } from './options.ts'
import type { Player, PlayerHost } from './player.ts'
import { notLivePollDelay, restartPollDelay } from './retry-delay.ts'
import { isNewLive, liveSample, statsSample } from './samplers.ts'
import { StreamAddress } from './stream-address.ts'
import { Timeout } from './timeout.ts'

/** `full`: the stream keeps its audio apart, which the light build of hls.js cannot play. */
export type CreatePlayer = (host: PlayerHost, full: boolean) => Promise<Player>

const tickMs = 200
const ticksPerSample = 5
/** A signature that is refused sooner than this after it was renewed is not an expired one, ms. */
const refreshEveryMs = 10_000

/** One connection: finds out where the stream is, waits while it is not live, plays it, and says how it ends. */
export class HlsConnection implements SourceConnection, PlayerHost {
  readonly options: HlsOptions
  readonly environment: SourceLink['environment']
  readonly #link: SourceLink
  readonly #createPlayer: CreatePlayer
  readonly #address: StreamAddress
  readonly #abort = new AbortController()
  readonly #poll: Timeout
  readonly #ticker: Timeout
  readonly #stops: (() => void)[]
  #player: Player | null = null
  #surface: Surface | null = null
  #detach: (() => void) | undefined
  #waiting: { reason: 'not-started' | 'empty' | 'ended'; polls: number } | null = null
  #full = false
  #refreshedAt = -Infinity
  #ticks = 0
  #sampled: ReturnType<typeof liveSample> = null

  constructor(link: SourceLink, options: HlsOptions, createPlayer: CreatePlayer) {
    this.options = options
    this.environment = link.environment
    this.#link = link
    this.#createPlayer = createPlayer
    this.#address = new StreamAddress(options.src, link.environment, link.attempt)
    this.#poll = new Timeout(link.environment)
    this.#ticker = new Timeout(link.environment)
    this.#stops = [
      link.environment.on('online', () => this.#wake()),
      ...(['visibilitychange', 'pageshow', 'resume'] as const).map((event) =>
        link.environment.on(event, () => this.#show()),
      ),
    ]
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
    this.#poll.clear()
    this.#ticker.clear()
    for (const stop of this.#stops) stop()
    this.#player?.destroy()
    this.#player = null
    this.#surface = null
  }

  // What the player says

  emit(event: SourceEvent): void {
    if (!this.#closed) this.#link.emit(event)
  }

  opened(): void {
    this.#waiting = null
    this.emit({ type: 'assigned' })
    this.emit({ type: 'progress', step: 'first-frame' })
  }

  failedToStart(failure: LoadFailure): void {
    void this.#judge(failure)
  }

  ended(): void {
    if (this.#waits) this.#wait('ended', this.environment.now())
    else this.#end({ code: 1000, reason: 'ended' })
  }

  failed(failure: LoadFailure): void {
    const outcome = startOutcome(failure, false)
    if (outcome.type === 'closed') this.#end(outcome)
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
    try {
      // Both take a network round trip: neither waits for the other.
      const creating = this.#player ?? this.#createPlayer(this, this.#full)
      const [url, player] = await Promise.all([this.#address.ask('connect'), creating])
      if (this.#closed) return player.destroy()
      this.#player = player
      if (url === null) return this.#end({ code: 1003, cause: 'invalid-url' })
      if (this.#surface) this.#detach = player.attach(this.#surface)
      this.#tick()
      player.load(url)
    } catch (error) {
      this.#end(error instanceof OpenError ? error.close : { code: 1006, cause: 'source-error' })
    }
  }

  async #judge(failure: LoadFailure): Promise<void> {
    let known = failure
    if (failure.kind === 'silence') {
      const url = await this.#address.again().catch(() => null)
      const refused = url !== null && (await isCorsRefusal(this.environment, url, this.#abort.signal))
      if (refused) known = { kind: 'cors' }
    }
    if (this.#closed) return
    const outcome = startOutcome(known, this.#waits)
    if (outcome.type === 'closed') this.#end(outcome)
    else this.#wait(outcome.reason)
  }

  // Waiting for it to be live

  #wait(reason: 'not-started' | 'empty' | 'ended', endedAt?: number): void {
    if (this.#closed) return
    const before = this.#waiting
    this.#waiting = { reason: before?.reason === 'ended' ? 'ended' : reason, polls: before?.polls ?? 0 }
    this.#ticker.clear()
    if (this.#waiting.reason !== before?.reason) {
      const startsAt = Number(this.options.startsAt ?? NaN)
      this.emit({
        type: 'not-live',
        reason,
        ...(Number.isFinite(startsAt) && reason !== 'ended' && { startsAt }),
        ...(endedAt !== undefined && { endedAt }),
      })
    }
    this.#pollLater()
  }

  #pollLater(): void {
    const waiting = this.#waiting
    if (!waiting || this.#closed) return
    const { now, random } = this.environment
    const toStart = Number(this.options.startsAt ?? NaN) - now()
    const delay =
      waiting.reason === 'ended'
        ? restartPollDelay(waiting.polls, random)
        : notLivePollDelay(waiting.polls, Number.isNaN(toStart) ? null : toStart, random)
    waiting.polls++
    this.#poll.set(delay, () => void this.#look())
  }

  /** Looks once whether the stream is live by now. */
  async #look(): Promise<void> {
    const player = this.#player
    if (!player || !this.environment.online) return this.#pollLater()
    const url = await this.#address.again().catch(() => null)
    if (url === null || this.#closed) return this.#pollLater()
    const failure = await player.scout(url, this.#abort.signal)
    if (this.#closed || !this.#waiting) return
    if (failure === null) {
      this.#tick()
      return player.load(url)
    }
    const outcome = startOutcome(failure, this.#waits)
    if (outcome.type === 'not-live') return this.#wait(outcome.reason)
    if (outcome.cause === 'forbidden') return void this.#refresh()
    // A server that stumbles does not end the wait; an end that nobody waits for does.
    if (outcome.code === 1000 || outcome.code === 1003) this.#end(outcome)
    else this.#pollLater()
  }

  /** The signature expired: asks once for a new one. */
  async #refresh(): Promise<void> {
    const { now } = this.environment
    const forbidden = (): void => this.#end({ code: 1008, cause: 'forbidden' })
    const player = this.#player
    if (!player) return
    if (!this.#address.refreshable || now() - this.#refreshedAt < refreshEveryMs)
      return this.#waiting ? forbidden() : player.playback.playOut(forbidden)
    this.#refreshedAt = now()
    const url = await this.#address.ask('expired').catch(() => null)
    if (this.#closed) return
    if (url === null) return player.playback.playOut(forbidden)
    if (this.#waiting) return this.#pollLater()
    await player.readdress(url)
  }

  // Surroundings

  #wake(): void {
    if (this.#waiting) this.#poll.set(0, () => void this.#look())
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
    if (++this.#ticks % ticksPerSample === 0 && !this.#closed) this.#sample(player)
  }

  #sample(player: Player): void {
    const sample = liveSample(player)
    if (sample && isNewLive(this.#sampled, sample)) {
      this.#sampled = sample
      this.#link.sample('live', sample)
    }
    if (player.video) this.#link.sample('stats', statsSample(player, player.video, this.environment.now()))
  }

  #end(close: Close): void {
    if (this.#closed) return
    explainClose(close, this.options)
    this.#link.emit({ type: 'closed', ...close })
    this.close()
  }
}

/** Thrown by `CreatePlayer` where there is nothing to play with. */
export class OpenError extends Error {
  readonly close: Close

  constructor(close: Close, options?: ErrorOptions) {
    super(`closed with ${close.code}`, options)
    this.close = close
  }
}
