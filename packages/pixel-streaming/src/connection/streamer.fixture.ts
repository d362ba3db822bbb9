import type { Message, Streamer } from '../signalling/signalling-server.fixture.ts'

const canvasSize = { width: 64, height: 36 }

/** A message of a player, as the streamer received it. */
export interface Received {
  readonly type: number
  readonly bytes: Uint8Array
  readonly text: string
}

/** An engine in the page: moving video, a tone, and a data channel with Epic's binary protocol. */
export function realStreamer({ answersEcho = true, mutesSound = false } = {}) {
  const canvas = Object.assign(document.createElement('canvas'), canvasSize)
  const paint = canvas.getContext('2d')!
  let frames = 0
  const ticker = setInterval(() => {
    paint.fillStyle = `hsl(${frames++ * 40} 90% 50%)`
    paint.fillRect(0, 0, 64, 36)
  }, 40)
  const stream = canvas.captureStream(25)
  const sound = new AudioContext()
  if (!mutesSound) {
    const tone = sound.createMediaStreamDestination()
    const oscillator = sound.createOscillator()
    oscillator.connect(tone)
    oscillator.start()
    for (const track of tone.stream.getAudioTracks()) stream.addTrack(track)
  }

  const players: Player[] = []
  const received: Received[] = []
  const waiters: (() => void)[] = []
  const changed = () => {
    for (const wake of waiters.splice(0)) wake()
  }

  class Player {
    readonly peer = new RTCPeerConnection()
    readonly channel = this.peer.createDataChannel('cirrus')

    constructor(say: (message: Message) => void) {
      for (const track of stream.getTracks()) this.peer.addTrack(track, stream)
      this.peer.onicecandidate = ({ candidate }) => {
        if (candidate) say({ type: 'iceCandidate', candidate: candidate.toJSON() })
      }
      this.channel.binaryType = 'arraybuffer'
      this.channel.onmessage = ({ data }) => this.#take(new Uint8Array(data as ArrayBuffer))
      void this.peer.setLocalDescription().then(() => {
        say({ type: 'offer', sdp: this.peer.localDescription!.sdp })
      })
    }

    async take(message: Message): Promise<void> {
      if (message.type === 'answer')
        await this.peer.setRemoteDescription({ type: 'answer', sdp: String(message['sdp']) })
      else if (message.type === 'iceCandidate')
        await this.peer.addIceCandidate(message['candidate'] as RTCIceCandidateInit).catch(() => {})
    }

    #take(bytes: Uint8Array): void {
      const [type = -1] = bytes
      const text = type >= 50 && type <= 52 ? new TextDecoder('utf-16').decode(bytes.slice(3)) : ''
      // TestEcho
      if (type === 8) {
        if (answersEcho) this.channel.send(Uint8Array.of(11, ...bytes.slice(3)))
        return
      }
      received.push({ type, bytes, text })
      // This application echoes messages.
      if (type === 50) this.say(1, text)
      changed()
    }

    say(type: number, text = ''): void {
      const bytes = new Uint8Array(1 + 2 * text.length)
      const view = new DataView(bytes.buffer)
      bytes[0] = type
      for (let i = 0; i < text.length; i++) view.setUint16(1 + 2 * i, text.charCodeAt(i), true)
      this.channel.send(bytes)
    }
  }

  const streamer: Streamer = {
    join(say) {
      const player = new Player(say)
      players.push(player)
      return {
        take: (message) => void player.take(message),
        leave: () => player.peer.close(),
      }
    },
  }

  return {
    streamer,
    players,
    received,
    get last(): Player {
      return players.at(-1)!
    },
    /** Audio and video stop. Everything else continues. */
    async freeze(): Promise<void> {
      await Promise.all(
        players.flatMap(({ peer }) => peer.getSenders().map((sender) => sender.replaceTrack(null))),
      )
    },
    async thaw(): Promise<void> {
      for (const { peer } of players)
        for (const { sender, receiver } of peer.getTransceivers())
          await sender.replaceTrack(
            stream.getTracks().find(({ kind }) => kind === receiver.track.kind) ?? null,
          )
    },
    /** Resolves once `holds` is true. It is checked at each message of a player. */
    async until(holds: () => boolean): Promise<void> {
      while (!holds()) await new Promise<void>((resolve) => waiters.push(resolve))
    },
    close(): void {
      clearInterval(ticker)
      for (const track of stream.getTracks()) track.stop()
      for (const { peer } of players) peer.close()
      void sound.close()
    },
  }
}

export type RealStreamer = ReturnType<typeof realStreamer>
