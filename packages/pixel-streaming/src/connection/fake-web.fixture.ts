import { vi } from 'vitest'
import type { Message, Streamer } from '../signalling/signalling-server.fixture.ts'

/** A fake of WebRTC, which jsdom lacks. It has what the library needs in the tests. */
export class FakePeer extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new'
  iceConnectionState: RTCIceConnectionState = 'new'
  signalingState: RTCSignalingState = 'stable'
  localDescription: RTCSessionDescriptionInit | null = null
  report = new Map<string, object>()
  closed = false
  oniceconnectionstatechange: ((event: Event) => void) | null = null
  ondatachannel: ((event: { channel: FakeChannel }) => void) | null = null
  ontrack: ((event: object) => void) | null = null

  getTransceivers(): object[] {
    return []
  }
  getReceivers(): object[] {
    return []
  }
  addTransceiver(): void {}
  setRemoteDescription(): Promise<void> {
    for (const kind of ['video', 'audio'])
      this.ontrack?.({ track: { kind, id: kind, readyState: 'live' }, streams: [{ id: 'stream' }] })
    return Promise.resolve()
  }
  createAnswer(): Promise<RTCSessionDescriptionInit> {
    return Promise.resolve({ type: 'answer', sdp: 'v=0' })
  }
  setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.localDescription = description
    return Promise.resolve()
  }
  addIceCandidate(): Promise<void> {
    return Promise.resolve()
  }
  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(this.report)
  }
  close(): void {
    this.closed = true
    this.connectionState = 'closed'
  }
  /** Connects: media and the data channel are open. */
  connect(): FakeChannel {
    const channel = new FakeChannel()
    // As in browsers, a closed connection emits nothing.
    if (this.closed) return channel
    this.connectionState = 'connected'
    this.iceConnectionState = 'connected'
    this.oniceconnectionstatechange?.(new Event('iceconnectionstatechange'))
    this.ondatachannel?.({ channel })
    channel.open()
    return channel
  }
}

export class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting'
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  binaryType = 'blob'
  readonly label = 'cirrus'
  readonly sent: Uint8Array[] = []
  onopen: ((event: Event) => void) | null = null
  onclose: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null

  send(data: ArrayBuffer): void {
    this.sent.push(new Uint8Array(data))
  }
  open(): void {
    this.readyState = 'open'
    this.onopen?.(new Event('open'))
  }
  close(): void {
    this.readyState = 'closed'
    this.onclose?.(new Event('close'))
  }
  receive(data: ArrayBuffer): void {
    this.onmessage?.(new MessageEvent('message', { data }))
  }
  /** The sent messages of one type, which is the first byte. */
  of(type: number): Uint8Array[] {
    return this.sent.filter((bytes) => bytes[0] === type)
  }
}

/** A message of the streamer: its type, and its text as UTF-16. */
export function fromStreamer(type: number, text = ''): ArrayBuffer {
  const bytes = new Uint8Array(1 + 2 * text.length)
  const view = new DataView(bytes.buffer)
  bytes[0] = type
  for (let i = 0; i < text.length; i++) view.setUint16(1 + 2 * i, text.charCodeAt(i), true)
  return bytes.buffer
}

/** Reads a text as the player sends it: its length, then UTF-16. */
export function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder('utf-16').decode(bytes.slice(3)) : ''
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
      constructor() {
        super()
        made.push(this)
      }
    },
  )
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null })
  vi.stubGlobal('RTCIceCandidate', class {})
  vi.stubGlobal('MediaStream', FakeStream)
  return made
}

export const offerSdp = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'c=IN IP4 0.0.0.0',
  'a=rtpmap:96 H264/90000',
  '',
].join('\r\n')

/** A streamer that only sends its offer. */
export function fakeStreamer(extra: Record<string, unknown> = {}) {
  const taken: Message[] = []
  const streamer: Streamer & { readonly taken: Message[]; players: number } = {
    taken,
    players: 0,
    join(say) {
      streamer.players++
      say({ type: 'offer', sdp: offerSdp, ...extra })
      return { take: (message) => void taken.push(message), leave: () => void streamer.players-- }
    },
  }
  return streamer
}
