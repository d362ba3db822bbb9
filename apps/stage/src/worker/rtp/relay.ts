import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** The effect of a bad network on the packets of one viewer, both ways. */
export interface Impairment {
  /** Share of lost packets, 0 to 1. */
  readonly loss?: number
  /** Extra round trip time, ms. */
  readonly delayMs?: number
  /** Max extra delay of each packet, ms; packets can overtake each other. */
  readonly jitterMs?: number
  /** Max rate towards the viewer, kilobits a second; 0 or unset: no limit. */
  readonly kbps?: number
  /** Drops everything. */
  readonly hole?: boolean
}

export interface Relay {
  /** The answer with the relay as its only candidate. */
  readonly sdp: string
  close(): void
}

/** Max queue of a simulated router before it drops packets. */
const maxQueuedMs = 400

/** Relays packets between one viewer and the worker, and drops or delays them as the impairment says. */
export async function openRelay(answer: string, impairment: () => Impairment): Promise<Relay> {
  const candidate = /^a=candidate:\S+ 1 udp \d+ (127\.0\.0\.1) (\d+) typ host.*$/im.exec(answer)
  if (!candidate)
    throw new Error('Standby: the answer has no candidate on this machine, so no relay can stand before it.')
  const workerPort = Number(candidate[2])
  const [front, back] = await Promise.all([bind(), bind()])
  let viewerPort = 0
  let closed = false
  let freeAt = 0

  /** Delay of a packet, ms; null when it is lost. */
  const journey = (bytes: number, towardsViewer: boolean): number | null => {
    const { loss = 0, delayMs = 0, jitterMs = 0, kbps = 0, hole = false } = impairment()
    if (hole || (loss > 0 && Math.random() < loss)) return null
    const wait = delayMs / 2 + Math.random() * jitterMs
    if (!towardsViewer || kbps === 0) return wait
    const now = performance.now()
    const from = Math.max(freeAt, now)
    if (from - now > maxQueuedMs) return null
    freeAt = from + (bytes * 8) / kbps
    return wait + freeAt - now
  }
  const pass = (packet: Buffer, through: Socket, port: number, towardsViewer: boolean): void => {
    const wait = journey(packet.length, towardsViewer)
    if (wait === null) return
    const go = (): void => {
      if (!closed) through.send(packet, port, '127.0.0.1', () => undefined)
    }
    if (wait < 1) go()
    else setTimeout(go, wait)
  }
  front.on('message', (packet, from) => {
    viewerPort = from.port
    pass(packet, back, workerPort, false)
  })
  back.on('message', (packet) => {
    if (viewerPort > 0) pass(packet, front, viewerPort, true)
  })

  const line = `a=candidate:1 1 UDP 2130706431 127.0.0.1 ${front.address().port} typ host`
  let placed = false
  const sdp = answer
    .split('\r\n')
    .flatMap((each) => {
      if (!each.startsWith('a=candidate:')) return [each]
      if (placed) return []
      placed = true
      return [line]
    })
    .join('\r\n')
  return {
    sdp,
    close() {
      closed = true
      front.close()
      back.close()
    },
  }
}

async function bind(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  socket.on('error', () => undefined)
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}
