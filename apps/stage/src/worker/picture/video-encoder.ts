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
  /** Encodes a frame. Returns false and drops it while the encoder still works on an earlier one. */
  encode(frame: Buffer): boolean
  /**
   * Encodes the frame repeatedly up to the next keyframe, at once. Without this, a viewer that joins an idle encoder
   * would first see an old keyframe.
   */
  renew(frame: Buffer): void
  /**
   * The packets since the last keyframe, so that a new viewer sees a picture at once. Their pictures are 1 ms apart and
   * end now, so that they are decoded at once. `null` while the keyframe from `renew` is not encoded yet.
   */
  sinceKeyframe(): RtpPacket[] | null
  /** Kills the process; another one takes its place. */
  restart(): void
  close(): void
}

/** The RTP clock for video: 90 kHz. */
const ticksPerMs = 90
/** A keyframe every 0.5 s: ffmpeg cannot be asked for one on a raw pipe. */
const keyframesPerSecond = 2
const maxPackets = 3000
const restartMs = 50

/** One H.264 encoder. When its process dies, a new one starts, and a viewer sees only a short stall. */
export async function startVideoEncoder(options: VideoEncoderOptions): Promise<VideoEncoder> {
  let child: ChildProcess
  let closed = false
  let packets: RtpPacket[] = []
  let [encoderTime, ourTime, keyTime] = [-1, 0, -1]
  // Picture counts of the current process: written, received, and the number of the one from `renew`.
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
      packets = []
      if (sent >= renewed) isStale = false
    }
    if (marker) sent++
    const packet: RtpPacket = { marker, timestamp: ourTime, payload }
    if (packets.length < maxPackets) packets.push(packet)
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
      if (!closed) setTimeout(() => closed || start(), restartMs)
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
      // The first frame is a keyframe, and every `keyframeEvery`-th after it.
      const missing = keyframeEvery - ((encoded - 1) % keyframeEvery)
      const copy = Buffer.from(frame)
      for (let count = 0; count < missing; count++) input.write(copy)
      encoded += missing
      renewed = encoded - 1
      isStale = true
    },
    sinceKeyframe() {
      if (isStale) return null
      const times = [...new Set(packets.map((packet) => packet.timestamp))]
      const now = rtpNow()
      return packets.map((packet) => ({
        ...packet,
        timestamp: (now - (times.length - times.indexOf(packet.timestamp)) * ticksPerMs) >>> 0,
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

/** The process's own clock instead of ffmpeg's timestamps: it goes on when ffmpeg stalls or restarts. */
function rtpNow(): number {
  return Math.round(performance.now() * ticksPerMs) >>> 0
}

const keyframeInterval = (fps: number): number => Math.max(1, Math.round(fps / keyframesPerSecond))

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
