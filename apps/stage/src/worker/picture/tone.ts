import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openRtpPort } from '../rtp/rtp-port.ts'

/** Opus packets are 20 ms long, on a clock of 48 kHz. */
export const tonePacketMs = 20
export const tonePacketTicks = 960

const packetCount = 50

/**
 * One second of a quiet tone as Opus packets. The caller loops them: sound without a running encoder.
 * Each worker has its own pitch. Resolves with the packets that arrived before ffmpeg ended.
 */
export async function encodeTone(ffmpeg: string, hertz: number): Promise<readonly Buffer[]> {
  const packets: Buffer[] = []
  let enough = (): void => undefined
  const all = new Promise<void>((resolve) => (enough = resolve))
  const port = await openRtpPort(({ payload }) => {
    if (packets.push(Buffer.from(payload)) === packetCount) enough()
  })
  const args = [
    `-nostdin -loglevel error -f lavfi -i sine=f=${hertz}:r=48000:d=1 -filter:a volume=0.3`,
    `-c:a libopus -b:a 32k -ac 2 -frame_duration ${tonePacketMs} -f rtp rtp://127.0.0.1:${port.port}`,
  ].flatMap((line) => line.split(' '))
  const child = spawn(ffmpeg, args, { stdio: 'ignore' })
  // Packets may still arrive up to 200 ms after ffmpeg has ended.
  const gone = once(child, 'exit').then(() => new Promise((resolve) => setTimeout(resolve, 200)))
  await Promise.race([all, gone]).finally(() => {
    child.kill('SIGKILL')
    port.close()
  })
  return packets
}
