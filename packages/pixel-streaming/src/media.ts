import {
  type Environment,
  type StreamInputEvent,
  type mediaLosses,
  MediaWatch,
  MediaSink,
  Pings,
  rateLimit,
  SendQueue,
  type SourceEvent,
  type StatsSample,
  type Tracks,
  warnOnce,
} from '@standby/core/source'
import {
  type ApplicationMessage,
  echoRequest,
  readApplication,
  readGamepadId,
  readResponse,
  readTextRequest,
} from './application-messages.ts'
import type { EpicPlayer } from './epic.ts'
import { InputTranslator, replaceableKind } from './input.ts'

/** The engine counts the characters of a text in two bytes. */
const longestMessage = 65_535
const mostEarly = 64
/** What an application may say; more is dropped. */
const rate = { perSecond: 200, atOnce: 1000 }
const qualitySetting = 'PreferredQuality'

export interface MediaHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** The first picture was decoded. */
  flows(): void
  /** Once, and nothing is said of it after that. */
  lost(how: keyof typeof mediaLosses): void
}

export interface MediaOptions {
  /** A finger is a mouse to the application. */
  readonly touchIsMouse: boolean
  /** The library's own element gets what is received as well: somebody waits for it to play. */
  readonly shared: boolean
  /** Of the connection before on the same player: what is still said of it is not about this one. */
  readonly former?: RTCDataChannel | null
}

/** Picture, sound and data channel of one of the library's players, and what they tell of the far end. */
export class EpicMedia {
  readonly picture = new MediaSink()
  /** Once a way was found. Not closed with this: it is the player's. */
  peer: RTCPeerConnection | null = null
  /** Once it was open. */
  channel: RTCDataChannel | null = null
  readonly #host: MediaHost
  readonly #player: EpicPlayer
  readonly #input: InputTranslator
  readonly #pings: Pings
  readonly #withinRate: () => boolean
  readonly #abort = new AbortController()
  readonly #stops: (() => void)[] = []
  #watch: MediaWatch | null = null
  #queue: SendQueue<() => void> | null = null
  readonly #early: (() => void)[] = []
  #lastPing = 0
  #flows = false
  #over = false
  #hungUp = false
  /** The application takes this viewer's input. */
  #owns = true
  #offered: Tracks['qualities'] = null

  constructor(player: EpicPlayer, host: MediaHost, options: MediaOptions) {
    const { environment } = host
    this.#player = player
    this.#host = host
    this.#withinRate = rateLimit(environment, rate)
    this.#input = new InputTranslator((name, values) => this.#say(name, values), {
      now: () => environment.now(),
      touchIsMouse: options.touchIsMouse,
    })
    this.#pings = new Pings(
      () => environment.now(),
      (id) => this.#echo(id),
    )
    this.#listen(options)
  }

  /** What it offers, for whoever takes it in the place of another. */
  get offers(): SourceEvent {
    return { type: 'tracks', qualities: this.#offered, input: this.#queue && this.#owns ? true : null }
  }

  /** Media has a way and, as far as is known, still takes it. */
  get isLive(): boolean {
    return this.#watch !== null && !this.#hungUp && !this.#closed
  }

  get isShowing(): boolean {
    return this.#flows
  }

  input(event: StreamInputEvent): void {
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
    this.offerQualities()
  }

  /** The layers of an SFU, once the library has read the offer. */
  offerQualities(): void {
    if (this.#closed) return
    const { options, selected } = this.#player.config.getSettingOption(qualitySetting)
    this.#offered = {
      items: options.map((name) => ({ id: name, name })),
      selected,
      active: selected,
    }
    this.#emit({ type: 'tracks', qualities: this.#offered })
  }

  close(): void {
    if (this.#closed) return
    this.#abort.abort()
    for (const stop of this.#stops) stop()
    this.#watch?.close()
    this.picture.close()
  }

  get #closed(): boolean {
    return this.#abort.signal.aborted
  }

  #listen({ shared, former = null }: MediaOptions): void {
    const { webRtcController } = this.#player
    const on = (type: string, listener: () => void): void => {
      const heard = ({ data }: { data?: { event?: Event } }) => {
        if (!this.#closed && (former === null || data?.event?.target !== former)) listener()
      }
      this.#player.addEventListener(type, heard)
      this.#stops.push(() => this.#player.removeEventListener(type, heard))
    }
    on('webRtcConnected', () => this.#connected())
    on('dataChannelOpen', () => this.#channelOpen())
    on('dataChannelClose', () => this.#channelClosed())

    const { streamController } = webRtcController
    const show = streamController.handleOnTrack.bind(streamController)
    streamController.handleOnTrack = (event) => {
      if (!this.#closed) this.picture.add(event.track)
      if (shared) show(event)
    }
    const pass = webRtcController.handleOnMessage.bind(webRtcController)
    webRtcController.handleOnMessage = (event) => {
      const names = webRtcController.streamMessageController.fromStreamerMessages
      const message = readApplication(event.data, names)
      if (!this.#closed && (!message || this.#heard(message))) return
      try {
        pass(event)
      } catch {
        // What the application said is not what the library expects.
      }
    }
    if (!former) this.#catchUp()
  }

  /** Of a player that somebody else made, it may all have happened by now. */
  #catchUp(): void {
    const peer = this.#peer
    for (const { track } of peer?.getReceivers() ?? []) this.picture.add(track)
    if (peer?.connectionState === 'connected') this.#connected()
    this.#channelOpen()
  }

  /** The player's own, until it is the one that a way was found for: a player that connects anew makes another. */
  get #peer(): RTCPeerConnection | null {
    return this.peer ?? this.#player.webRtcController.peerConnectionController?.peerConnection ?? null
  }

  #connected(): void {
    const { environment } = this.#host
    if (this.#watch) return
    this.peer = this.#peer
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
      lost: (how) => this.#lost(how),
    })
  }

  async #getStats(): Promise<RTCStatsReport> {
    const peer = this.#peer
    if (!peer) throw new Error('closed')
    const report = await peer.getStats()
    if (!this.#flows && !this.#closed)
      report.forEach((entry: { framesDecoded?: number }) => {
        if (this.#flows || !entry.framesDecoded) return
        this.#flows = true
        this.#host.flows()
      })
    return report
  }

  #lost(how: keyof typeof mediaLosses): void {
    if (this.#over || this.#closed) return
    this.#over = this.#hungUp = true
    this.#watch?.close()
    this.#host.lost(how)
  }

  // The data channel

  #channelOpen(): void {
    const channel = this.#player.webRtcController.sendrecvDataChannelController.dataChannel
    if (this.#queue || channel?.readyState !== 'open') return
    this.channel = channel
    this.#queue = new SendQueue(channel, this.#abort.signal, (send) => send())
    for (const send of this.#early.splice(0)) this.#queue.message(send)
    this.#pings.ping()
    this.#emit(this.offers)
  }

  #channelClosed(): void {
    this.#hungUp = true
    if (this.#queue) this.#emit({ type: 'tracks', input: null })
    // With no media there is nothing to wait for: the watch only begins with the first way through.
    if (!this.#watch) this.#lost('hung-up')
  }

  #say(name: string, values?: (string | number)[]): void {
    this.#player.webRtcController.streamMessageController.toStreamerHandlers.get(name)?.(values)
  }

  /**
   * The engine sends back what it was sent. Past the library, which takes whatever it sends itself for a sign of the
   * viewer's.
   */
  #echo(id: number): boolean {
    const format = this.#player.webRtcController.streamMessageController.toStreamerMessages.get('TestEcho')
    const { channel } = this
    if (!this.#queue || !format || !channel) return false
    this.#lastPing = id
    return this.#queue.send(() => channel.send(echoRequest(format, String(id))))
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

  #emit(event: SourceEvent): void {
    if (!this.#closed) this.#host.emit(event)
  }
}
