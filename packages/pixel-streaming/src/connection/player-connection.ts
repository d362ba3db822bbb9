import {
  type Close,
  type Environment,
  isLoss,
  mediaLosses,
  type SourceEvent,
  type StatsSample,
  type Timer,
} from '@standby/core/source'
import { readClose, readRefusal } from '../signalling/close-reading.ts'
import type { VendorProtocol, VendorSession } from './vendor-protocol.ts'
import type { EpicLibrary, EpicPlayer } from './epic.ts'
import { EpicMedia } from './media.ts'
import type { PixelStreamingOptions } from '../options.ts'
import { createPlayer } from './player.ts'
import { Signalling } from '../signalling/signalling.ts'
import type { SignallingMessage } from '../signalling/signalling-messages.ts'
import { explainWithinMs, subscribeEveryMs } from '../limits.ts'

export interface PlayerConnectionHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  sample(sample: StatsSample): void
  /** The first frame was decoded. */
  flows(): void
  /** Signalling is lost. Media may continue. */
  signallingLost(close: Close): void
  /** Called once, as the last call. Not called after our own `close`. */
  ended(close: Close): void
}

export interface PlayerConnectionOptions extends Pick<
  PixelStreamingOptions,
  'streamerId' | 'settings' | 'protocols'
> {
  readonly library: EpicLibrary
  readonly url: string
  readonly vendor: VendorProtocol
}

/** One player of the library, from its socket to its last frame. Throws if the browser has no WebRTC. */
export class PlayerConnection {
  readonly #host: PlayerConnectionHost
  readonly #player: EpicPlayer
  readonly #release: () => void
  readonly media: EpicMedia
  readonly #signalling: Signalling
  readonly #readClose: NonNullable<VendorProtocol['readClose']>
  readonly #vendorSession: VendorSession | undefined
  #timer: Timer | null = null
  #placed = false
  /** The close that ended signalling. */
  #signallingClose: Close | null = null
  #closed = false

  constructor(options: PlayerConnectionOptions, host: PlayerConnectionHost) {
    const { library, url, settings, vendor } = options
    const { environment } = host
    this.#host = host
    this.#readClose = vendor.readClose ?? readClose
    const { player, release } = createPlayer(library, url, options)
    this.#player = player
    this.#release = release
    this.media = new EpicMedia(
      player,
      {
        environment,
        emit: (event) => this.#emit(event),
        sample: (sample) => host.sample(sample),
        flows: () => {
          this.#vendorSession?.flows?.()
          host.flows()
        },
        lost: (how) => this.#mediaLost(how),
      },
      { touchIsMouse: settings?.['FakeMouseWithTouches'] === true, shared: false },
    )
    this.#signalling = new Signalling(player.signallingProtocol, {
      environment,
      message: (message) => this.#hear(message),
      closed: (code, reason) => this.#socketClosed(code, reason),
    })
    this.#vendorSession = vendor.session?.({
      environment,
      emit: (event) => this.#emit(event),
      send: (message) => this.#signalling.send(message),
      end: (close) => this.#end(close),
      isPlaced: () => this.#placed,
      isShowing: () => this.media.isShowing,
    })
    this.#listen()
    player.connect()
  }

  activity(): void {
    this.#vendorSession?.activity?.()
  }

  close(code: number, reason?: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#host.environment.clearTimeout(this.#timer)
    this.#vendorSession?.close?.()
    this.media.close()
    this.#signalling.close(code, reason)
    this.#player.disconnect()
    this.#release()
  }

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
  }

  #refused(message: string): void {
    const refusal = readRefusal(message)
    if (refusal !== 'full') return this.#end(refusal)
    const { environment } = this.#host
    this.#emit({ type: 'queued', position: 1, ...this.#vendorSession?.place })
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

  /** Handles a message. Returns `true` if the library must not get it. */
  #hear(message: SignallingMessage): boolean {
    if (this.#vendorSession?.take(message)) return true
    if (this.#closed) return true
    if (message.type === 'iceCandidate') this.#forgiveCandidates()
    if (message.type !== 'offer' && message.type !== 'answer') return false
    this.#host.environment.clearTimeout(this.#timer)
    this.#placed = true
    this.#emit({ type: 'assigned', ...this.#vendorSession?.place })
    this.#emit({ type: 'progress', step: 'transport' })
    // The library reads the offer synchronously after this. Then it knows the layers.
    if (message['sfu'] === true) queueMicrotask(() => this.media.offerQualities())
    return this.#closed
  }

  /** The library does not catch errors of invalid candidates, so they would be unhandled rejections. */
  #forgiveCandidates(): void {
    const peer = this.#player.webRtcController.peerConnectionController?.peerConnection
    if (!peer || Object.hasOwn(peer, 'addIceCandidate')) return
    const add = peer.addIceCandidate.bind(peer)
    peer.addIceCandidate = (candidate?: RTCIceCandidateInit | null) => add(candidate).catch(() => {})
  }

  #mediaLost(how: keyof typeof mediaLosses): void {
    const close = this.#signallingClose ?? mediaLosses[how]
    if (how === 'hung-up' && !this.#signallingClose) this.#wait(explainWithinMs, () => this.#end(close))
    else this.#end(close)
  }

  #socketClosed(code: number, reason: unknown): void {
    if (this.#player.webRtcController.locallyClosed)
      return this.#end({ code: 1003, cause: 'unsupported', reason: 'no-turn-server' })
    const close = this.#readClose(code, reason)
    if (!isLoss(close) || !this.media.isLive) return this.#end(close)
    this.#signallingClose = close
    this.#host.signallingLost(close)
  }

  #emit(event: SourceEvent): void {
    if (!this.#closed) this.#host.emit(event)
  }

  #end(close: Close): void {
    if (this.#closed) return
    this.close(1000)
    this.#host.ended(close)
  }
}
