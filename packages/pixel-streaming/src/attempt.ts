import {
  type Environment,
  type InputEvent,
  isLoss,
  mediaLosses,
  MediaWatch,
  Picture,
  Pings,
  rateLimit,
  SendQueue,
  type SourceEvent,
  type StatsSample,
  type Timer,
  type Tracks,
  warnOnce,
} from '@standby/core/source'
import {
  type ApplicationMessage,
  readApplication,
  readGamepadId,
  readResponse,
  readTextRequest,
} from './application-messages.ts'
import { type Close, readClose, readRefusal } from './close-reading.ts'
import type { Dialect, DialectSession } from './dialect.ts'
import type { EpicLibrary, EpicPlayer } from './epic.ts'
import { InputTranslator, replaceableKind } from './input.ts'
import type { PixelStreamingOptions } from './options.ts'
import { createPlayer } from './player.ts'
import { Signalling } from './signalling.ts'
import type { SignallingMessage } from './signalling-messages.ts'

/** A subscription that was refused is asked for again after so long, ms. */
const subscribeEveryMs = 3000
/** A far end that hangs up has so long to say why, ms. */
const explainWithinMs = 1000
/** The engine counts the characters of a text in two bytes. */
const longestMessage = 65_535
const mostEarly = 64
/** What an application may say; more is dropped. */
const rate = { perSecond: 200, atOnce: 1000 }
const qualitySetting = 'PreferredQuality'

export interface AttemptHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** The first picture was decoded. */
  flows(): void
  /** Signalling is gone; media may go on. */
  unheard(close: Close): void
  /** Once, and nothing comes after it. Not after a `close` of ours. */
  ended(close: Close): void
}

export interface AttemptOptions extends Pick<PixelStreamingOptions, 'streamerId' | 'settings' | 'protocols'> {
  readonly library: EpicLibrary
  readonly url: string
  readonly dialect: Dialect
}

/** One player of the library's, from its socket to its last frame. Throws where the browser has no WebRTC. */
export class Attempt {
  readonly picture = new Picture()
  readonly #host: AttemptHost
  readonly #player: EpicPlayer
  readonly #release: () => void
  readonly #signalling: Signalling
  readonly #readClose: NonNullable<Dialect['readClose']>
  readonly #dialect: DialectSession | undefined
  readonly #input: InputTranslator
  readonly #pings: Pings
  readonly #withinRate: () => boolean
  readonly #abort = new AbortController()
  #watch: MediaWatch | null = null
  #queue: SendQueue<() => void> | null = null
  readonly #early: (() => void)[] = []
  #timer: Timer | null = null
  #lastPing = 0
  #placed = false
  #flows = false
  #hungUp = false
  /** How signalling was lost. */
  #unheard: Close | null = null
  /** The application takes this viewer's input. */
  #owns = true
  #offered: Tracks['qualities'] = null

  constructor(options: AttemptOptions, host: AttemptHost) {
    const { library, url, settings, dialect } = options
    const { environment } = host
    this.#host = host
    this.#readClose = dialect.readClose ?? readClose
    const { player, release } = createPlayer(library, url, options)
    this.#player = player
    this.#release = release
    this.#withinRate = rateLimit(environment, rate)
    this.#input = new InputTranslator((name, values) => this.#say(name, values), {
      now: () => environment.now(),
      touchIsMouse: settings?.['FakeMouseWithTouches'] === true,
    })
    this.#pings = new Pings(
      () => environment.now(),
      (id) => this.#echo(id),
    )
    this.#signalling = new Signalling(player.signallingProtocol, {
      environment,
      message: (message) => this.#hear(message),
      closed: (code, reason) => this.#socketClosed(code, reason),
    })
    this.#dialect = dialect.session?.({
      environment,
      emit: (event) => this.#emit(event),
      send: (message) => this.#signalling.send(message),
      end: (close) => this.#end(close),
      isPlaced: () => this.#placed,
      isShowing: () => this.#flows,
    })
    this.#listen()
    player.connect()
  }

  /** What it offers, for whoever takes it in the place of another. */
  get offers(): SourceEvent {
    return { type: 'tracks', qualities: this.#offered, input: this.#queue && this.#owns ? true : null }
  }

  /** Media has a way and, as far as is known, still takes it. */
  get isLive(): boolean {
    return this.#watch !== null && !this.#hungUp && !this.#closed
  }

  input(event: InputEvent): void {
    if (this.#owns) this.#queue?.input(() => this.#input.take(event), replaceableKind(event))
  }

  message(data: unknown): void {
    let text: string | undefined
    try {
      text = JSON.stringify(data)
    } catch {
      // It goes in circles, or holds what JSON does not know.
    }
    if (text === undefined || text.length > longestMessage)
      return warnOnce(
        'pixel-streaming-message',
        'a message to the application was dropped. It travels as JSON text of at most 65,535 characters. Send something that JSON.stringify() takes, in smaller pieces.',
      )
    const send = () => this.#say('UIInteraction', [text])
    if (this.#queue) this.#queue.message(send)
    else if (this.#early.length < mostEarly) this.#early.push(send)
  }

  quality(id: string): void {
    if (!this.#offered?.items.some((item) => item.id === id)) return
    this.#player.config.setOptionSettingValue(qualitySetting, id)
    this.#offerQualities()
  }

  activity(): void {
    this.#dialect?.activity?.()
  }

  close(code: number, reason?: string): void {
    if (this.#closed) return
    this.#abort.abort()
    this.#host.environment.clearTimeout(this.#timer)
    this.#dialect?.close?.()
    this.#watch?.close()
    this.picture.close()
    this.#signalling.close(code, reason)
    this.#player.disconnect()
    this.#release()
  }

  get #closed(): boolean {
    return this.#abort.signal.aborted
  }

  // What the library tells

  #listen(): void {
    const { webRtcController } = this.#player
    const on = (type: string, listener: (data: Record<string, unknown>) => void): void =>
      this.#player.addEventListener(type, ({ data }: { data?: Record<string, unknown> }) => {
        if (!this.#closed) listener(data ?? {})
      })
    on('streamerListMessage', ({ autoSelectedStreamerId, messageStreamerList }) => {
      if (autoSelectedStreamerId) return
      const { ids = [] } = messageStreamerList as { readonly ids?: readonly string[] }
      const isUnnamed = ids.length > 1 && !webRtcController.subscribedStream
      this.#end(isUnnamed ? { code: 4002, cause: 'not-found', reason: 'streamer-not-named' } : { code: 4005 })
    })
    on('subscribeFailed', ({ message }) => this.#refused(String(message ?? '')))
    on('webRtcConnected', () => this.#connected())
    on('dataChannelOpen', () => this.#channelOpen())
    on('dataChannelClose', () => this.#channelClosed())
    // Its own element never gets what is received.
    webRtcController.streamController.handleOnTrack = ({ track }) => {
      if (!this.#closed) this.picture.add(track)
    }
    const pass = webRtcController.handleOnMessage.bind(webRtcController)
    webRtcController.handleOnMessage = (event) => {
      const message = readApplication(
        event.data,
        webRtcController.streamMessageController.fromStreamerMessages,
      )
      if (this.#closed || !message || this.#heard(message)) return
      try {
        pass(event)
      } catch {
        // What the application said is not what the library expects.
      }
    }
  }

  #refused(message: string): void {
    const refusal = readRefusal(message)
    if (refusal !== 'full') return this.#end(refusal)
    const { environment } = this.#host
    this.#emit({ type: 'queued', position: 1, ...this.#dialect?.place })
    this.#wait(subscribeEveryMs * (0.75 + environment.random() / 2), () =>
      this.#signalling.send({
        type: 'subscribe',
        streamerId: this.#player.webRtcController.subscribedStream,
      }),
    )
  }

  #wait(ms: number, then: () => void): void {
    const { environment } = this.#host
    environment.clearTimeout(this.#timer)
    if (!this.#closed) this.#timer = environment.setTimeout(then, ms)
  }

  #connected(): void {
    const { environment } = this.#host
    if (this.#watch) return
    this.picture.show()
    this.#emit({ type: 'progress', step: 'first-frame' })
    if (this.#closed) return
    this.#watch = new MediaWatch({
      environment,
      pings: this.#pings,
      getStats: () => this.#getStats(),
      emit: (event) => this.#emit(event),
      sample: (sample) => this.#closed || this.#host.sample(sample),
      hungUp: () => this.#hungUp,
      silent: () => {},
      lost: (how) => this.#mediaLost(how),
    })
  }

  async #getStats(): Promise<RTCStatsReport> {
    const peer = this.#player.webRtcController.peerConnectionController?.peerConnection
    if (!peer) throw new Error('closed')
    const report = await peer.getStats()
    if (!this.#flows && !this.#closed)
      report.forEach((entry: { framesDecoded?: number }) => {
        if (this.#flows || !entry.framesDecoded) return
        this.#flows = true
        this.#dialect?.flows?.()
        this.#host.flows()
      })
    return report
  }

  #mediaLost(how: keyof typeof mediaLosses): void {
    this.#watch?.close()
    this.#hungUp = true
    const close = this.#unheard ?? mediaLosses[how]
    if (how === 'hung-up' && !this.#unheard) this.#wait(explainWithinMs, () => this.#end(close))
    else this.#end(close)
  }

  // Signalling

  /** `true` keeps it from the library. */
  #hear(message: SignallingMessage): boolean {
    if (this.#dialect?.take(message)) return true
    if (this.#closed) return true
    if (message.type !== 'offer' && message.type !== 'answer') return false
    this.#host.environment.clearTimeout(this.#timer)
    this.#placed = true
    this.#emit({ type: 'assigned', ...this.#dialect?.place })
    this.#emit({ type: 'progress', step: 'transport' })
    // The library knows the layers once it has read the offer, which it does at once.
    if (message['sfu'] === true) queueMicrotask(() => this.#offerQualities())
    return this.#closed
  }

  #offerQualities(): void {
    if (this.#closed) return
    const { options, selected } = this.#player.config.getSettingOption(qualitySetting)
    this.#offered = {
      items: options.map((name) => ({ id: name, name })),
      selected,
      active: selected,
    }
    this.#emit({ type: 'tracks', qualities: this.#offered })
  }

  #socketClosed(code: number, reason: unknown): void {
    if (this.#player.webRtcController.locallyClosed)
      return this.#end({ code: 1003, cause: 'unsupported', reason: 'no-turn-server' })
    const close = this.#readClose(code, reason)
    if (!isLoss(close) || !this.isLive) return this.#end(close)
    this.#unheard = close
    this.#host.unheard(close)
  }

  // The data channel

  #channelOpen(): void {
    const channel = this.#player.webRtcController.sendrecvDataChannelController.dataChannel
    if (this.#queue || channel?.readyState !== 'open') return
    this.#queue = new SendQueue(channel, this.#abort.signal, (send) => send())
    for (const send of this.#early.splice(0)) this.#queue.message(send)
    this.#pings.ping()
    this.#emit(this.offers)
  }

  #channelClosed(): void {
    this.#hungUp = true
    if (this.#queue) this.#emit({ type: 'tracks', input: null })
    // With no media there is nothing to wait for: the watch only begins with the first way through.
    if (!this.#watch) this.#mediaLost('hung-up')
  }

  #say(name: string, values?: (string | number)[]): void {
    this.#player.webRtcController.streamMessageController.toStreamerHandlers.get(name)?.(values)
  }

  /** The engine sends back what it was sent. */
  #echo(id: number): boolean {
    const { webRtcController } = this.#player
    const format = webRtcController.streamMessageController.toStreamerMessages.get('TestEcho')
    if (!this.#queue || !format) return false
    this.#lastPing = id
    return this.#queue.send(() =>
      webRtcController.sendMessageController.sendMessageToStreamer(
        'TestEcho',
        format.structure?.[0] === 'string' ? [String(id)] : [],
      ),
    )
  }

  /** `true`: not for the library. */
  #heard(message: ApplicationMessage): boolean {
    switch (message.name) {
      case 'Response':
        if (this.#withinRate()) this.#emit({ type: 'message', data: readResponse(message.text()) })
        return true
      case 'Command': {
        const value = this.#withinRate() ? readTextRequest(message.text()) : null
        if (value !== null) this.#emit({ type: 'text-input', value, multiline: false })
        return true
      }
      case 'TestEcho':
        this.#pings.answered(Number(/\d+/.exec(message.text())?.[0] ?? this.#lastPing))
        return true
      case 'InputControlOwnership':
        this.#owns = message.byte !== 0
        if (this.#queue) this.#emit(this.offers)
        return false
      case 'GamepadResponse':
        this.#input.gamepads.numbered(readGamepadId(message.text()))
        return true
      // A still picture is drawn by the library where nobody sees it, and switches its own element off.
      case 'FreezeFrame':
      case 'UnfreezeFrame':
      // Nobody asked.
      case 'LatencyTest':
      case 'DataChannelLatencyTest':
        return true
      default:
        return false
    }
  }

  // Telling and ending

  #emit(event: SourceEvent): void {
    if (!this.#closed) this.#host.emit(event)
  }

  #end(close: Close): void {
    if (this.#closed) return
    this.close(1000)
    this.#host.ended(close)
  }
}
