import { vi } from 'vitest'

/** An offer or answer with the given sections. */
export function sdp(...kinds: readonly ('video' | 'audio' | 'application')[]): string {
  const sections = kinds.flatMap((kind, mid) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 96`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    'a=ice-ufrag:abcd',
    'a=ice-pwd:0123456789012345678901',
  ])
  return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', ...sections, ''].join('\r\n')
}

export class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting'
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  readonly sent: string[] = []
  label: string

  constructor(label = 'standby.v1') {
    super()
    this.label = label
  }

  send(text: string): void {
    this.sent.push(text)
  }
  get frames(): unknown[] {
    return this.sent.map((text) => JSON.parse(text) as unknown)
  }
  open(): void {
    this.readyState = 'open'
    this.dispatchEvent(new Event('open'))
  }
  close(): void {
    this.readyState = 'closed'
    this.dispatchEvent(new Event('close'))
  }
  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
  /** Answers the pings that are not answered yet. */
  answerPings(): void {
    for (const frame of this.frames.splice(this.#answered)) {
      const { type, id } = frame as { type: string; id?: number }
      if (type === 'ping') this.receive(JSON.stringify({ type: 'pong', id }))
    }
    this.#answered = this.sent.length
  }
  #answered = 0
}

export interface FakeTransceiver {
  direction: RTCRtpTransceiverDirection
  currentDirection: RTCRtpTransceiverDirection | null
  readonly kind: string
  readonly receiver: { jitterBufferTarget: number | null; readonly track: { readonly kind: string } }
  readonly sender: { replaceTrack: (track: unknown) => Promise<void> }
}

/** A peer connection that the test controls. */
export class FakePeer extends EventTarget {
  readonly transceivers: FakeTransceiver[] = []
  readonly calls: string[] = []
  channel: FakeChannel | null = null
  connectionState: RTCPeerConnectionState = 'new'
  iceConnectionState: RTCIceConnectionState = 'new'
  iceGatheringState: RTCIceGatheringState = 'new'
  signalingState: RTCSignalingState = 'stable'
  localDescription: RTCSessionDescriptionInit | null = null
  currentRemoteDescription: RTCSessionDescriptionInit | null = null
  configuration: RTCConfiguration
  report = new Map<string, unknown>()
  offers = 0

  constructor(configuration: RTCConfiguration = {}) {
    super()
    this.configuration = configuration
  }

  get closed(): boolean {
    return this.calls.includes('close')
  }
  addTransceiver(kind: string, { direction }: { direction: RTCRtpTransceiverDirection }): FakeTransceiver {
    const transceiver: FakeTransceiver = {
      kind,
      direction,
      currentDirection: null,
      receiver: { jitterBufferTarget: null, track: { kind } },
      sender: { replaceTrack: () => Promise.resolve() },
    }
    this.transceivers.push(transceiver)
    return transceiver
  }
  createDataChannel(label: string): FakeChannel {
    return (this.channel = new FakeChannel(label))
  }
  createOffer({ iceRestart = false }: RTCOfferOptions = {}): Promise<RTCSessionDescriptionInit> {
    this.calls.push(iceRestart ? 'createOffer restart' : 'createOffer')
    this.offers++
    const text = sdp('video', 'audio', 'application')
    return Promise.resolve({ type: 'offer', sdp: iceRestart ? text.replaceAll('abcd', 'efgh') : text })
  }
  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration
  }
  setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.calls.push(`setLocalDescription ${description.type}`)
    if (description.type === 'rollback') this.signalingState = 'stable'
    else {
      this.localDescription = description
      this.signalingState = 'have-local-offer'
    }
    return Promise.resolve()
  }
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.calls.push('setRemoteDescription')
    if (!/m=/.test(description.sdp ?? '')) return Promise.reject(new Error('cannot be parsed'))
    this.currentRemoteDescription = description
    this.signalingState = 'stable'
    for (const transceiver of this.transceivers) transceiver.currentDirection = transceiver.direction
    for (const kind of ['video', 'audio'])
      this.dispatchEvent(Object.assign(new Event('track'), { track: { kind } }))
    return Promise.resolve()
  }
  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(this.report)
  }
  close(): void {
    this.calls.push('close')
    this.connectionState = 'closed'
    this.signalingState = 'closed'
  }
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
  }
  becomeIce(state: RTCIceConnectionState): void {
    this.iceConnectionState = state
    this.dispatchEvent(new Event('iceconnectionstatechange'))
  }
  found(candidate: { candidate: string; usernameFragment?: string } | null): void {
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }))
  }
}

export class FakeStream {
  readonly tracks: unknown[] = []
  addTrack(track: unknown): void {
    this.tracks.push(track)
  }
  removeTrack(track: unknown): void {
    this.tracks.splice(this.tracks.indexOf(track), 1)
  }
  getTracks(): unknown[] {
    return [...this.tracks]
  }
}

/** Replaces the browser's classes with the fakes. Undone by `vi.unstubAllGlobals`. */
export function stubWebRtc(): FakePeer[] {
  const made: FakePeer[] = []
  vi.stubGlobal(
    'RTCPeerConnection',
    class extends FakePeer {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.push(this)
      }
    },
  )
  vi.stubGlobal('MediaStream', FakeStream)
  return made
}
