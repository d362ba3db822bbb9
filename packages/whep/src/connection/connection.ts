import {
  BaseConnection,
  type ClosedEvent,
  explainClose,
  mediaLosses,
  MediaWatch,
  MediaSink,
  retryAfterMs,
  type SourceCommand,
  type SourceLink,
} from '@standby/core/source'
import { DataChannel } from '../data-channel/data-channel.ts'
import { explanations } from './explanations.ts'
import { gathered } from '../peer/gathering.ts'
import type { WhepResource } from '../resource/whep-resource.ts'
import { restartIce } from '../resource/ice-restart.ts'
import { Microphone } from '../peer/microphone.ts'
import { negotiate } from '../resource/negotiation.ts'
import { configuration, createPeer, type Peer, receives } from '../peer/create-peer.ts'
import type { WhepOptions } from '../options.ts'
import { notLiveDelay, Delay } from './delay.ts'
import { iceSection } from '../resource/sdp-fragment.ts'
import { Trickle } from '../resource/trickle.ts'

/** One connection: sends the offer, plays the media, notices when media stops, and cleans up. */
export class WhepConnection extends BaseConnection {
  readonly #options: WhepOptions
  readonly #stops: (() => void)[]
  readonly #pause: Delay
  #peer: Peer | null = null
  #resource: WhepResource | null = null
  #trickle: Trickle | null = null
  #channel: DataChannel | null = null
  #mediaSink: MediaSink | null = null
  #microphone: Microphone | null = null
  #watch: MediaWatch | null = null
  #restarting = false
  /** The server declined an ICE restart. */
  #declined = false
  /** The far end closed the data channel. */
  #hungUp = false
  #pageLeft = false

  constructor(link: SourceLink, options: WhepOptions) {
    super(link)
    const { environment } = link
    this.#options = options
    this.#pause = new Delay(environment)
    this.#stops = [
      environment.on('online', () => this.#online()),
      environment.on('pagehide', () => this.#leavePage()),
      environment.on('pageshow', () => this.#returnToPage()),
    ]
    void this.#open()
  }

  command(command: SourceCommand): void {
    if (command.type === 'input') this.#channel?.input(command.event)
    else if (command.type === 'message') this.#channel?.message(command.data)
    else if (command.type === 'microphone') void this.#microphone?.turn(command.on)
  }

  protected override onClose(): void {
    for (const stop of this.#stops) stop()
    this.#pause.end()
    this.#watch?.close()
    this.#microphone?.close()
    this.#mediaSink?.close()
    this.#resource?.delete()
    this.#peer?.connection.close()
  }

  // Setup

  async #open(): Promise<void> {
    try {
      const servers = [...(this.#options.iceServers ?? []), ...(this.link.assignment?.iceServers ?? [])]
      const peer = this.#createPeer(servers)
      if (!peer) return this.fail({ kind: 'unsupported' })
      const offer = await this.#offer(peer)
      const answer = await this.#negotiate(offer.sdp ?? '')
      if (this.closed || !answer) return
      this.emit({ type: 'assigned' })
      this.emit({ type: 'progress', step: 'transport' })
      if (this.closed) return
      await this.#connect(peer, offer, answer.sdp, [...servers, ...answer.iceServers])
    } catch {
      // After a close every step fails.
      this.end({ code: 1003, cause: 'unsupported', reason: 'answer-refused' })
    }
  }

  #createPeer(servers: readonly RTCIceServer[]): Peer | null {
    try {
      const peer = createPeer(this.#options, servers)
      this.#peer = peer
      // Created early, so that messages from before the channel is open wait for it.
      if (peer.channel)
        this.#channel = new DataChannel(peer.channel, {
          environment: this.environment,
          signal: this.signal,
          received: (frame) => this.emit(frame),
          answers: () => this.emit({ type: 'tracks', input: true }),
          closedByFarEnd: () => this.#channelClosed(),
        })
      return peer
    } catch {
      return null
    }
  }

  /** With trickle, the offer is applied after the answer, so that the ICE servers of the answer are used. */
  async #offer({ connection }: Peer): Promise<RTCSessionDescriptionInit> {
    const offer = await connection.createOffer()
    if (this.#options.trickle !== false) return offer
    await connection.setLocalDescription(offer)
    await gathered(connection, this.environment, this.signal)
    return { type: 'offer', sdp: connection.localDescription?.sdp ?? '' }
  }

  /** Returns the answer, or `null` after it emitted a close. Asks again while the stream is not live. */
  async #negotiate(
    offer: string,
  ): Promise<{ readonly sdp: string; readonly iceServers: readonly RTCIceServer[] } | null> {
    const { environment, attempt } = this.link
    for (let tries = 0; !this.closed; tries++) {
      const outcome = await negotiate(offer, {
        options: this.#options,
        environment,
        attempt,
        signal: this.signal,
        opening: (resource) => (this.#resource = resource),
      })
      if (this.closed) return null
      switch (outcome.type) {
        case 'accepted':
          return outcome
        case 'failed':
          this.fail(outcome.failure)
          return null
        case 'refused':
          this.end(
            outcome.reason === 'invalid-token'
              ? { code: 1008, cause: 'forbidden', reason: outcome.reason }
              : { code: 1003, cause: 'unsupported', reason: outcome.reason },
          )
          return null
        case 'unknown-address':
          this.end({ code: 1006, cause: 'source-error' })
          return null
        case 'not-live':
          this.emit({ type: 'not-live', reason: 'not-started' })
          await this.#pause.wait(
            notLiveDelay(tries, environment.random(), retryAfterMs(outcome.retryAfter, environment.now())),
          )
      }
    }
    return null
  }

  async #connect(
    peer: Peer,
    offer: RTCSessionDescriptionInit,
    answer: string,
    servers: readonly RTCIceServer[],
  ): Promise<void> {
    const { connection } = peer
    this.#listen(peer, offer)
    if (!connection.localDescription) {
      connection.setConfiguration(configuration(servers))
      await connection.setLocalDescription(offer)
      if (this.closed) return
    }
    await connection.setRemoteDescription({ type: 'answer', sdp: answer })
    if (this.closed) return
    if (!receives(peer)) return this.end({ code: 1003, cause: 'unsupported', reason: 'answer-refused' })
    this.#mediaSink?.show()
    this.#offerMicrophone(peer)
    this.#followConnection()
  }

  #listen({ connection }: Peer, offer: RTCSessionDescriptionInit): void {
    const signal = this.signal
    const mediaSink = new MediaSink()
    this.#mediaSink = mediaSink
    this.show(mediaSink)
    connection.addEventListener('track', ({ track }) => mediaSink.add(track), { signal })
    connection.addEventListener('connectionstatechange', () => this.#followConnection(), { signal })
    connection.addEventListener('iceconnectionstatechange', () => this.#followIce(), { signal })
    const trickle = new Trickle(this.#resource!)
    const section = iceSection(offer.sdp ?? '')
    if (section) trickle.begin(section)
    this.#trickle = trickle
    connection.addEventListener('icecandidate', ({ candidate }) => trickle.found(candidate), { signal })
  }

  #offerMicrophone({ audio }: Peer): void {
    if (!this.#options.microphone || !audio.currentDirection?.includes('send')) return
    const tell = (on: boolean): void => this.emit({ type: 'tracks', microphone: { on } })
    this.#microphone = new Microphone(audio.sender, tell)
    tell(false)
  }

  // The live connection

  #followConnection(): void {
    const peer = this.#peer
    if (!peer || this.closed) return
    const { connectionState } = peer.connection
    if (connectionState === 'failed') return this.#lose()
    if (connectionState !== 'connected' || this.#watch) return
    const { environment } = this.link
    this.#watch = new MediaWatch({
      environment,
      pings: this.#channel?.pings ?? null,
      getStats: () => peer.connection.getStats(),
      emit: (event) => this.emit(event),
      sample: (sample) => this.closed || this.link.sample('stats', sample),
      hungUp: () => this.#hungUp,
      silent: () => void this.#restartIce(),
      lost: (how) => this.end(mediaLosses[how]),
    })
    this.emit({ type: 'progress', step: 'first-frame' })
  }

  #followIce(): void {
    const state = this.#peer?.connection.iceConnectionState
    if (state === 'disconnected' && this.environment.online) void this.#restartIce()
  }

  #online(): void {
    this.#pause.end()
    const watch = this.#watch
    if (!watch?.stalled) return
    // The network was silent. Another route may work now.
    watch.restart()
    void this.#restartIce()
  }

  async #restartIce(): Promise<void> {
    const [peer, resource, trickle] = [this.#peer, this.#resource, this.#trickle]
    if (!peer || !resource || !trickle || this.#restarting || this.#declined) return
    if (resource.patches !== true) return
    this.#restarting = true
    const outcome = await restartIce(peer.connection, resource, trickle).catch(() => 'failed' as const)
    this.#restarting = false
    if (this.closed) return
    if (outcome === 'declined') this.#declined = true
    else if (outcome === 'untimely') return
    else if (outcome === 'accepted') this.#watch?.restart()
    // The server no longer knows this connection, or neither media nor the server can be reached.
    else if (outcome === 'gone' || (this.#watch?.silent !== false && this.environment.online)) this.#lose()
  }

  #channelClosed(): void {
    this.#hungUp = true
    if (this.#channel?.pings.pongAt != null) this.emit({ type: 'tracks', input: null })
  }

  #lose(): void {
    this.end(mediaLosses.dead)
  }

  // The page

  #leavePage(): void {
    // Between two requests there is no resource to delete.
    if (!this.#resource || this.#pause.pending) return
    this.#pageLeft = true
    this.#resource.delete()
  }

  /** The browser restored the page. Its resource on the server is deleted. */
  #returnToPage(): void {
    if (this.#pageLeft) this.#lose()
  }

  protected override explain(close: ClosedEvent): void {
    explainClose(close, explanations, { name: 'The endpoint', address: this.#options.url })
  }
}
