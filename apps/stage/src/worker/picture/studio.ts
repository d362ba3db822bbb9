import { createScene, type Scene } from './scene.ts'
import { startTicker } from './ticker.ts'
import { encodeTone, tonePacketMs, tonePacketTicks } from './tone.ts'
import { startVideoEncoder } from './video-encoder.ts'
import type { RtpPacket } from '../rtp/rtp.ts'

/** Receives the media of a studio. */
export interface Watcher {
  sendVideo(packet: RtpPacket): void
  sendAudio(packet: RtpPacket): void
}

export interface StudioOptions {
  readonly ffmpeg: string
  /** Worker number, painted into every picture modulo 256. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly kbps: number
  /** Whether a viewer watches or is about to join. */
  readonly watched: () => boolean
}

/** A scene, its encoder and its sound, shared by all viewers. */
export interface Studio {
  readonly scene: Scene
  readonly encoderPid: number | null
  /** Resolves once the encoder has a picture for viewers. */
  readonly ready: Promise<void>
  /** Call before a viewer joins. An idle studio then encodes a current keyframe. */
  expect(): void
  /** Adds a viewer after the picture that is being sent. It first gets everything since the last keyframe. */
  join(watcher: Watcher): void
  leave(watcher: Watcher): void
  /** Stops media for all viewers, or goes on. */
  freeze(on: boolean): void
  restartEncoder(): void
  close(): void
}

/** Frame rate without viewers: keeps the encoder warm at almost no cost. */
const idleFramesPerSecond = 2

/** Resolves once the encoder is started. */
export async function startStudio(options: StudioOptions): Promise<Studio> {
  const { ffmpeg, number, width, height, fps, kbps, watched } = options
  const scene = createScene({ width, height, worker: number % 256 })
  /** Connected viewers that wait for the end of the current picture and for a current keyframe. */
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
  // `watched` includes viewers about to join, so they already get the full frame rate.
  const isIdle = (): boolean => !warming && !watched()
  let ticks = 0
  const stopPainting = startTicker(fps, () => {
    if (isIdle() && ++ticks % Math.max(1, Math.round(fps / idleFramesPerSecond)) !== 0) return
    encoder.encode(scene.paint(Date.now()))
  })

  let tone: readonly Buffer[] = []
  let played = 0
  const stopTone = startTicker(1000 / tonePacketMs, () => {
    const payload = tone[played % tone.length]
    const timestamp = (played++ * tonePacketTicks) >>> 0
    if (frozen || !payload) return
    for (const watcher of watching) watcher.sendAudio({ marker: false, timestamp, payload })
  })
  const ready = encoder.ready.then(() => {
    warming = false
    // Only now, so that the first picture does not wait for it.
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
