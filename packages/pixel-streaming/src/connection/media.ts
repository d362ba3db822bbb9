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
} from '../input/application-messages.ts'
import type { EpicPlayer } from './epic.ts'
import { InputTranslator, replaceableKind } from '../input/input.ts'
import { applicationRate as rate, maxEarlyMessages as maxEarly } from '../limits.ts'

/** Max length of a message, characters. The engine stores the length in two bytes. */
const maxMessageLength = 65_535
const qualitySetting = 'PreferredQuality'

export interface MediaHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** The first frame was decoded. */
  flows(): void
  /** Called once. No event follows. */
  lost(how: keyof typeof mediaLosses): void
}

export interface MediaOptions {
  /** The application gets touches as mouse input. */
  readonly touchIsMouse: boolean
  /** The library's own element gets the tracks too, because its owner waits for it to play. */
  readonly shared: boolean
  /** The data channel of the previous connection on the same player. Its late events are ignored. */
  readonly former?: RTCDataChannel | null
}

/** Video, audio and data channel of one player of the library, and the state of the far end that they show. */
export class EpicMedia {
  readonly mediaSink = new MediaSink()
  /** Set once it is connected. It belongs to the player and is not closed here. */
  peer: RTCPeerConnection | null = null
  /** Set once it is open. */
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
  /** Whether the application accepts this viewer's input. */
  #owns = true
  #offered: Tracks['qualities'] = null

  constructor(player: EpicPlayer, host: MediaHost, options: MediaOptions) {
    const { environment } = host
    this.#player = player
    this.#host = host
    this.#withinRate = rateLimit(environment, rate)
    this.#input = new InputTranslator((name, values) => this.#sendMessage(name, values), {
      now: () => environment.now(),
      touchIsMouse: options.touchIsMouse,
    })
    this.#pings = new Pings(
      () => environment.now(),
      (id) => this.#echo(id),
    )
    this.#listen(options)
  }

  /** The current `tracks` event, for a connection that replaces another one. */
  get offers(): SourceEvent {
    return { type: 'tracks', qualities: this.#offered, input: this.#queue && this.#owns ? true : null }
  }

  /** Whether media is connected, as far as is known. */
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
      // It is circular, or contains values that JSON does not have.
    }
    if (text === undefined || text.length > maxMessageLength)
      return warnOnce(
        'pixel-streaming-message',
        'a message to the application was dropped. It is sent as JSON text of max 65,535 characters. Send data that JSON.stringify() accepts, in smaller pieces.',
      )
    const send = () => this.#sendMessage('UIInteraction', [text])
    if (this.#queue) this.#queue.message(send)
    else if (this.#early.length < maxEarly) this.#early.push(send)
  }

  quality(id: string): void {
    if (!this.#offered?.items.some((item) => item.id === id)) return
    this.#player.config.setOptionSettingValue(qualitySetting, id)
    this.offerQualities()
  }

  /** Offers the layers of an SFU as qualities. Call it after the library has read the offer. */
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
    this.mediaSink.close()
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
      if (!this.#closed) this.mediaSink.add(event.track)
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
        // The library does not expect this message of the application.
      }
    }
    if (!former) this.#catchUp()
  }

  /** A player that was created elsewhere may already be connected. */
  #catchUp(): void {
    const peer = this.#peer
    for (const { track } of peer?.getReceivers() ?? []) this.mediaSink.add(track)
    if (peer?.connectionState === 'connected') this.#connected()
    this.#channelOpen()
  }

  /** The connected one, or before that the player's current one. A player that reconnects creates another. */
  get #peer(): RTCPeerConnection | null {
    return this.peer ?? this.#player.webRtcController.peerConnectionController?.peerConnection ?? null
  }

  #connected(): void {
    const { environment } = this.#host
    if (this.#watch) return
    this.peer = this.#peer
    this.mediaSink.show()
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
    // Before the connection there is no watch that would report the loss.
    if (!this.#watch) this.#lost('hung-up')
  }

  #sendMessage(name: string, values?: (string | number)[]): void {
    this.#player.webRtcController.streamMessageController.toStreamerHandlers.get(name)?.(values)
  }

  /**
   * Sends an echo request, which the engine sends back. Not through the library, which counts every message that it sends
   * as activity of the viewer.
   */
  #echo(id: number): boolean {
    const format = this.#player.webRtcController.streamMessageController.toStreamerMessages.get('TestEcho')
    const { channel } = this
    if (!this.#queue || !format || !channel) return false
    this.#lastPing = id
    return this.#queue.send(() => channel.send(echoRequest(format, String(id))))
  }

  /** Handles a message. Returns `true` if the library must not get it. */
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
      // The library would draw a freeze frame on a hidden element, and disable its own element.
      case 'FreezeFrame':
      case 'UnfreezeFrame':
      // The kit requests no latency tests.
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
