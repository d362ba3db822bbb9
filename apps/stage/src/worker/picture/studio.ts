import { createScene, type Scene } from './scene.ts'
import { startTicker } from './ticker.ts'
import { encodeTone, TONE_PACKET_MS, TONE_PACKET_TICKS } from './tone.ts'
import { startVideoEncoder } from './video-encoder.ts'
import type { RtpPacket } from '../rtp/rtp.ts'

/** Who takes part in what a studio makes. */
export interface Watcher {
  sendVideo(packet: RtpPacket): void
  sendAudio(packet: RtpPacket): void
}

export interface StudioOptions {
  readonly ffmpeg: string
  /** Painted into every picture, modulo 256. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly kbps: number
  /** Whether anybody watches or is about to. */
  readonly watched: () => boolean
}

/** A scene, its encoder and its sound: the picture that viewers share, however they get it. */
export interface Studio {
  readonly scene: Scene
  readonly encoderPid: number | null
  /** Resolves once a viewer would see a picture. */
  readonly ready: Promise<void>
  /** Somebody is about to come: where nobody was, the newest keyframe is replaced by one of now. */
  expect(): void
  /** From the end of the picture that is being sent, after everything since the last keyframe. */
  join(watcher: Watcher): void
  leave(watcher: Watcher): void
  /** No media, for anybody. */
  freeze(on: boolean): void
  restartEncoder(): void
  close(): void
}

/** Without viewers a picture now and then keeps the encoder warm and costs next to nothing. */
const IDLE_FRAMES_PER_SECOND = 2

/** Resolves once the encoder is started. */
export async function startStudio(options: StudioOptions): Promise<Studio> {
  const { ffmpeg, number, width, height, fps, kbps, watched } = options
  const scene = createScene({ width, height, worker: number % 256 })
  /** Connected, but they wait for the end of the picture that is being sent, and for a keyframe of now. */
  const joining = new Set<Watcher>()
  const watching = new Set<Watcher>()
  let [warming, frozen, betweenPictures] = [true, false, true]

  const letIn = (): void => {
    const packets = encoder.sinceKeyframe()
    if (!packets) return
    for (const watcher of joining) {
      watching.add(watcher)
      if (!frozen) for (const packet of packets) watcher.sendVideo(packet)
    }
    joining.clear()
  }
  const encoder = await startVideoEncoder({
    ffmpeg,
    width,
    height,
    fps,
    kbps,
    onPacket(packet) {
      if (!frozen) for (const watcher of watching) watcher.sendVideo(packet)
      betweenPictures = packet.marker
      if (betweenPictures) letIn()
    },
  })
  // Whoever is about to come is painted for already.
  const isIdle = (): boolean => !warming && !watched()
  let ticks = 0
  const stopPainting = startTicker(fps, () => {
    if (isIdle() && ++ticks % Math.max(1, Math.round(fps / IDLE_FRAMES_PER_SECOND)) !== 0) return
    encoder.encode(scene.paint(Date.now()))
  })

  let tone: readonly Buffer[] = []
  let played = 0
  const stopTone = startTicker(1000 / TONE_PACKET_MS, () => {
    const payload = tone[played % tone.length]
    const timestamp = (played++ * TONE_PACKET_TICKS) >>> 0
    if (frozen || !payload) return
    for (const watcher of watching) watcher.sendAudio({ marker: false, timestamp, payload })
  })
  const ready = encoder.ready.then(() => {
    warming = false
    // Afterwards, for the first picture must not wait for it.
    void encodeTone(ffmpeg, 220 + (number % 16) * 40).then(
      (packets) => (tone = packets),
      () => undefined,
    )
  })

  return {
    scene,
    get encoderPid() {
      return encoder.pid ?? null
    },
    ready,
    expect() {
      if (isIdle()) encoder.renew(scene.paint(Date.now()))
    },
    join(watcher) {
      joining.add(watcher)
      if (betweenPictures) letIn()
    },
    leave(watcher) {
      joining.delete(watcher)
      watching.delete(watcher)
      if (watching.size === 0) scene.releaseKeys()
    },
    freeze(on) {
      frozen = on
    },
    restartEncoder: () => encoder.restart(),
    close() {
      stopPainting()
      stopTone()
      encoder.close()
    },
  }
}
