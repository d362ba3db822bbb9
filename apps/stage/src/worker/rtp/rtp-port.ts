import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { readRtp, type RtpPacket } from './rtp.ts'

/** Opens a UDP port on this machine and passes on arriving RTP packets. */
export async function openRtpPort(
  onPacket: (packet: RtpPacket) => void,
): Promise<{ port: number; close(): void }> {
  // A keyframe arrives as many packets at once.
  const socket: Socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  socket.on('error', () => undefined)
  socket.on('message', (datagram) => {
    const packet = readRtp(datagram)
    if (packet) onPacket(packet)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { port: socket.address().port, close: () => socket.close() }
}
