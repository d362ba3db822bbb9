import { spawn, type ChildProcess } from 'node:child_process'
import { openRtpPort } from '../rtp/rtp-port.ts'
import { startsKeyframe, type RtpPacket } from '../rtp/rtp.ts'

export interface VideoEncoderOptions {
  readonly ffmpeg: string
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly kbps: number
  readonly onPacket: (packet: RtpPacket) => void
}

export interface VideoEncoder {
  readonly pid: number | undefined
  /** Resolves once a whole keyframe can be sent. */
  readonly ready: Promise<void>
  /** False when the encoder still works on the last one; the frame is dropped then, never queued. */
  encode(frame: Buffer): boolean
  /**
   * Encodes a frame as often as it takes to the next keyframe, all at once: who joins after a time of few pictures would
   * be shown a keyframe of long ago first.
   */
  renew(frame: Buffer): void
  /**
   * Everything since the last keyframe, so that who joins now sees a picture at once. The pictures are a millisecond
   * apart and end now: they are decoded in one go. `null` while the keyframe that `renew` asked for is not there yet.
   */
  sinceKeyframe(): RtpPacket[] | null
  /** Kills the process; another one takes its place. */
  restart(): void
  close(): void
}

/** RTP counts time in 1/90 ms for video. */
const TICKS_PER_MS = 90
/** A keyframe every half second: on a raw pipe ffmpeg cannot be asked for one. */
const KEYFRAMES_PER_SECOND = 2
const MOST_KEPT = 3000
const RESTART_MS = 50

/** One H.264 encoder, whose process may die and come back without a viewer noticing more than a short stall. */
export async function startVideoEncoder(options: VideoEncoderOptions): Promise<VideoEncoder> {
  let child: ChildProcess
  let closed = false
  let kept: RtpPacket[] = []
  let [encoderTime, ourTime, keyTime] = [-1, 0, -1]
  // Pictures, by the process that runs now: what went in, what came out, and the one that `renew` asked for.
  let [encoded, sent, renewed] = [0, 0, 0]
  let isStale = false
  const keyframeEvery = keyframeInterval(options.fps)
  let settle = (): void => undefined
  const ready = new Promise<void>((resolve) => (settle = resolve))

  const port = await openRtpPort(({ marker, timestamp, payload }) => {
    if (timestamp !== encoderTime) {
      encoderTime = timestamp
      ourTime = rtpNow()
    }
    if (startsKeyframe(payload) && keyTime !== ourTime) {
      keyTime = ourTime
      kept = []
      if (sent >= renewed) isStale = false
    }
    if (marker) sent++
    const packet: RtpPacket = { marker, timestamp: ourTime, payload }
    if (kept.length < MOST_KEPT) kept.push(packet)
    if (marker && keyTime >= 0) settle()
    options.onPacket(packet)
  })

  const start = (): void => {
    ;[encoded, sent, renewed] = [0, 0, 0]
    child = spawn(options.ffmpeg, encoderArguments(options, port.port), {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    child.stdin?.on('error', () => undefined)
    child.once('error', () => undefined)
    child.once('exit', () => {
      if (!closed) setTimeout(() => closed || start(), RESTART_MS)
    })
  }
  start()

  return {
    get pid() {
      return child.pid
    },
    ready,
    encode(frame) {
      const input = child.stdin
      if (!input?.writable || input.writableLength > 0) return false
      input.write(Buffer.from(frame))
      encoded++
      return true
    },
    renew(frame) {
      const input = child.stdin
      if (!input?.writable || encoded === 0) return
      // The first is a keyframe, and every so many after it.
      const missing = keyframeEvery - ((encoded - 1) % keyframeEvery)
      const copy = Buffer.from(frame)
      for (let count = 0; count < missing; count++) input.write(copy)
      encoded += missing
      renewed = encoded - 1
      isStale = true
    },
    sinceKeyframe() {
      if (isStale) return null
      const times = [...new Set(kept.map((packet) => packet.timestamp))]
      const now = rtpNow()
      return kept.map((packet) => ({
        ...packet,
        timestamp: (now - (times.length - times.indexOf(packet.timestamp)) * TICKS_PER_MS) >>> 0,
      }))
    },
    restart: () => void child.kill('SIGKILL'),
    close() {
      closed = true
      child.kill('SIGKILL')
      port.close()
    },
  }
}

/** Our own clock instead of ffmpeg's timestamps: it goes on when ffmpeg stalls or starts anew. */
function rtpNow(): number {
  return Math.round(performance.now() * TICKS_PER_MS) >>> 0
}

const keyframeInterval = (fps: number): number => Math.max(1, Math.round(fps / KEYFRAMES_PER_SECOND))

function encoderArguments({ width, height, fps, kbps }: VideoEncoderOptions, port: number): string[] {
  const keyframeEvery = keyframeInterval(fps)
  return [
    '-hide_banner -loglevel error -fflags nobuffer -probesize 32 -analyzeduration 0',
    `-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r ${fps} -i pipe:0`,
    '-c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -level 3.1 -threads 1',
    '-x264-params repeat-headers=1:sliced-threads=0:scenecut=0',
    `-g ${keyframeEvery} -keyint_min ${keyframeEvery}`,
    `-b:v ${kbps}k -maxrate ${kbps}k -bufsize ${Math.round(kbps / 2)}k -pix_fmt yuv420p`,
    `-flush_packets 1 -max_delay 0 -f rtp rtp://127.0.0.1:${port}?pkt_size=1200`,
  ].flatMap((line) => line.split(' '))
}
