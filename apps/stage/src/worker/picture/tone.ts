import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openRtpPort } from '../rtp/rtp-port.ts'

/** Opus packets are 20 ms long, on a clock of 48 kHz. */
export const TONE_PACKET_MS = 20
export const TONE_PACKET_TICKS = 960

const PACKETS = 50

/**
 * One second of a quiet tone as Opus packets, encoded once and looped by whoever sends it: sound without an encoder.
 * Each worker has its own pitch. Resolves with what arrived until ffmpeg ended.
 */
export async function encodeTone(ffmpeg: string, hertz: number): Promise<readonly Buffer[]> {
  const packets: Buffer[] = []
  let enough = (): void => undefined
  const all = new Promise<void>((resolve) => (enough = resolve))
  const port = await openRtpPort(({ payload }) => {
    if (packets.push(Buffer.from(payload)) === PACKETS) enough()
  })
  const args = [
    `-nostdin -loglevel error -f lavfi -i sine=f=${hertz}:r=48000:d=1 -filter:a volume=0.3`,
    `-c:a libopus -b:a 32k -ac 2 -frame_duration ${TONE_PACKET_MS} -f rtp rtp://127.0.0.1:${port.port}`,
  ].flatMap((line) => line.split(' '))
  const child = spawn(ffmpeg, args, { stdio: 'ignore' })
  // The last packets may still be on their way when ffmpeg has gone; those of a second later are not.
  const gone = once(child, 'exit').then(() => new Promise((resolve) => setTimeout(resolve, 200)))
  await Promise.race([all, gone]).finally(() => {
    child.kill('SIGKILL')
    port.close()
  })
  return packets
}
