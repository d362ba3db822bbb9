import { manualEnvironment } from '@standby/core/testing'
import type { Environment } from '@standby/core/source'
import { channelLabel } from '../data-channel/data-channel-schema.ts'
import { iceSection, readFragment, withIce, writeFragment } from '../resource/sdp-fragment.ts'

export interface FarEndOptions {
  /** Answers a request instead of the far end. `null`: the far end answers. */
  readonly answer?: (request: FarEndRequest) => Response | null | Promise<Response | null>
  /** Headers of the 201. */
  readonly headers?: Record<string, string>
  readonly answersPings?: boolean
  /** The status of every PATCH. Default: candidates are accepted and ICE restarts are answered. */
  readonly patchStatus?: number
  readonly takesVoice?: boolean
}

export interface FarEndRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

const resource = '/whep/resource/1'

/** A WHEP server in the page: a second peer connection that sends moving video and a tone. */
export function farEnd(options: FarEndOptions = {}) {
  const requests: FarEndRequest[] = []
  const received: unknown[] = []
  const canvas = document.createElement('canvas')
  canvas.width = 64
  canvas.height = 36
  const paint = canvas.getContext('2d')!
  let frames = 0
  const ticker = setInterval(() => {
    paint.fillStyle = `hsl(${frames++ * 40} 90% 50%)`
    paint.fillRect(0, 0, 64, 36)
  }, 40)
  const picture = canvas.captureStream(25).getVideoTracks()[0]!
  const sound = new AudioContext()
  const tone = sound.createMediaStreamDestination()
  const oscillator = sound.createOscillator()
  oscillator.connect(tone)
  oscillator.start()
  let peer: RTCPeerConnection | null = null
  let channel: RTCDataChannel | null = null
  let deletions = 0
  const waiters: (() => void)[] = []
  const changed = () => {
    for (const wake of waiters.splice(0)) wake()
  }

  const accept = async (sdp: string): Promise<Response> => {
    peer = new RTCPeerConnection()
    peer.addEventListener('datachannel', (event) => {
      channel = event.channel
      if (channel.label !== channelLabel) return
      channel.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(data as string) as { type: string; id?: number }
        if (frame.type !== 'ping') received.push(frame)
        else if (options.answersPings !== false && channel?.readyState === 'open')
          channel.send(JSON.stringify({ type: 'pong', id: frame.id }))
        changed()
      })
    })
    await peer.setRemoteDescription({ type: 'offer', sdp })
    const stream = new MediaStream([picture, ...tone.stream.getAudioTracks()])
    for (const transceiver of peer.getTransceivers()) {
      const { kind } = transceiver.receiver.track
      await transceiver.sender.replaceTrack(stream.getTracks().find((track) => track.kind === kind) ?? null)
      transceiver.direction = options.takesVoice && kind === 'audio' ? 'sendrecv' : 'sendonly'
    }
    await peer.setLocalDescription()
    await gathered(peer)
    return new Response(peer.localDescription!.sdp, {
      status: 201,
      headers: { 'Content-Type': 'application/sdp', Location: resource, ...options.headers },
    })
  }

  const patch = async (body: string): Promise<Response> => {
    if (options.patchStatus !== undefined) return new Response(null, { status: options.patchStatus })
    const ice = readFragment(body)
    const former = iceSection(peer!.remoteDescription!.sdp)
    if (!ice || !former) return new Response(null, { status: 400 })
    if (ice.ufrag === former.ufrag) {
      for (const candidate of ice.candidates)
        await peer!.addIceCandidate({ candidate: candidate.slice(2), sdpMid: former.mid }).catch(() => {})
      return new Response(null, { status: 204 })
    }
    await peer!.setRemoteDescription({ type: 'offer', sdp: withIce(peer!.remoteDescription!.sdp, ice) })
    await peer!.setLocalDescription()
    await gathered(peer!)
    const { sdp } = peer!.localDescription!
    const candidates = sdp.match(/candidate:.*(?=\r\n)/g) ?? []
    return new Response(writeFragment(iceSection(sdp)!, [...new Set(candidates)], true), {
      status: 200,
      headers: { ETag: '"2"' },
    })
  }

  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    const request: FarEndRequest = {
      method: init.method ?? 'GET',
      url,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : '',
    }
    requests.push(request)
    changed()
    const answer = await options.answer?.(request)
    if (answer) return answer
    if (request.method === 'POST') return accept(request.body)
    if (request.method === 'PATCH') return patch(request.body)
    deletions++
    peer?.close()
    changed()
    return new Response(null, { status: 200 })
  }

  return {
    fetch,
    requests,
    received,
    of: (method: string) => requests.filter((request) => request.method === method),
    get deletions() {
      return deletions
    },
    get peer() {
      return peer!
    },
    say(text: string | ArrayBuffer) {
      channel!.send(text as string)
    },
    /** Media stops, everything else continues. */
    async freeze() {
      await Promise.all(peer!.getSenders().map((sender) => sender.replaceTrack(null)))
    },
    async thaw() {
      const tracks = [picture, ...tone.stream.getAudioTracks()]
      await Promise.all(
        peer!.getTransceivers().map(({ sender, receiver }) => {
          const track = tracks.find(({ kind }) => kind === receiver.track.kind)
          return track ? sender.replaceTrack(track) : undefined
        }),
      )
    },
    /** Resolves once `holds` is true. It is checked at each request and message. */
    async until(holds: () => boolean) {
      while (!holds()) await new Promise<void>((resolve) => waiters.push(resolve))
    },
    close() {
      clearInterval(ticker)
      picture.stop()
      peer?.close()
      void sound.close()
    },
  }
}

export type FarEnd = ReturnType<typeof farEnd>

function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const done = () => peer.iceGatheringState === 'complete' && resolve()
    peer.addEventListener('icegatheringstatechange', done)
    done()
  })
}

/** The real page and clock, with the far end as its network. */
export function pageEnvironment(fetch: Environment['fetch']) {
  const manual = manualEnvironment()
  const timers = new Set<unknown>()
  return {
    manual,
    timers,
    environment: {
      ...manual,
      get online() {
        return manual.online
      },
      now: () => Date.now(),
      setTimeout(run: () => void, ms: number) {
        const timer = setTimeout(() => {
          timers.delete(timer)
          run()
        }, ms)
        timers.add(timer)
        return timer
      },
      clearTimeout(timer: unknown) {
        timers.delete(timer)
        clearTimeout(timer as number)
      },
      fetch,
    } satisfies Environment,
  }
}
