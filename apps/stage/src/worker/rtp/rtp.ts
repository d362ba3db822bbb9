/** The used parts of an RTP packet from ffmpeg. */
export interface RtpPacket {
  readonly marker: boolean
  readonly timestamp: number
  readonly payload: Buffer
}

/** A stream to one viewer. It has its own sequence numbers, so that a restart of the encoder does not show. */
export interface RtpStream {
  readonly payloadType: number
  readonly ssrc: number
  sequence: number
}

const headerBytes = 12

/** Parses an RTP packet; null for anything else, such as RTCP. */
export function readRtp(datagram: Buffer): RtpPacket | null {
  if (datagram.length <= headerBytes || datagram.readUInt8(0) >> 6 !== 2) return null
  const second = datagram.readUInt8(1)
  const type = second & 0x7f
  if (type >= 72 && type <= 76) return null
  const start = headerBytes + (datagram.readUInt8(0) & 15) * 4
  if (datagram.length <= start) return null
  return {
    marker: second >= 128,
    timestamp: datagram.readUInt32BE(4),
    payload: datagram.subarray(start),
  }
}

/** Writes the packet with the stream's next sequence number. */
export function writeRtp(stream: RtpStream, { marker, timestamp, payload }: RtpPacket): Buffer {
  stream.sequence = (stream.sequence + 1) & 0xffff
  const packet = Buffer.allocUnsafe(headerBytes + payload.length)
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8(stream.payloadType | (marker ? 0x80 : 0), 1)
  packet.writeUInt16BE(stream.sequence, 2)
  packet.writeUInt32BE(timestamp >>> 0, 4)
  packet.writeUInt32BE(stream.ssrc, 8)
  payload.copy(packet, headerBytes)
  return packet
}

/** Whether an H.264 payload starts a picture that can be decoded alone. */
export function startsKeyframe(payload: Buffer): boolean {
  const unit = (at: number): number => (payload[at] ?? 0) & 31
  const kind = unit(0)
  const [parameters, idr, aggregate, fragment] = [7, 5, 24, 28]
  if (kind === parameters || kind === idr) return true
  if (kind === aggregate) return unit(3) === parameters
  return kind === fragment && ((payload[1] ?? 0) & 0x80) !== 0 && unit(1) === idr
}
