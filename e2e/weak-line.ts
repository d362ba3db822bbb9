import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A proxy to a server on this machine that can fail like a real network: without a message to either side. */
export interface WeakNetwork {
  readonly port: number
  /** The same address through this proxy. */
  through(address: string): string
  /** Number of open connections. */
  readonly open: number
  /** Time of each connection attempt so far, local epoch ms. */
  readonly attempts: readonly number[]
  /** Cuts every connection, including those still being opened. */
  cut(): void
  /** Ends every open WebSocket with a close frame without a code. */
  closeWithoutCode(): void
  /** Cuts the next connection after more than this many bytes from the server. */
  cutNextAfter(bytes: number): void
  /** For new connections. `dead`: cut at once. `mute`: accepted, but never answered. */
  become(state: 'alive' | 'dead' | 'mute'): void
  close(): Promise<void>
}

/** A close frame of RFC 6455 without a body. */
const emptyClose = Buffer.from([0x88, 0])

export async function startWeakNetwork(target: number): Promise<WeakNetwork> {
  const pairs = new Set<readonly Socket[]>()
  const attempts: number[] = []
  let state: 'alive' | 'dead' | 'mute' = 'alive'
  let cutAfter = Infinity

  const destroy = (pair: readonly Socket[]): void => {
    pairs.delete(pair)
    for (const socket of pair) socket.resetAndDestroy()
  }
  const server = createServer((near) => {
    attempts.push(Date.now())
    near.on('error', () => undefined)
    if (state === 'dead') return void near.resetAndDestroy()
    if (state === 'mute') {
      const pair = [near]
      pairs.add(pair)
      near.resume().once('close', () => pairs.delete(pair))
      return
    }
    const far = connect(target, '127.0.0.1')
    const pair = [near, far]
    pairs.add(pair)
    let left = cutAfter
    cutAfter = Infinity
    far.on('error', () => near.destroy())
    far.on('data', (bytes) => {
      left -= bytes.length
      if (left < 0) destroy(pair)
      else near.write(bytes)
    })
    far.once('end', () => near.end())
    near.pipe(far)
    for (const socket of pair)
      socket.once('close', () => {
        pairs.delete(pair)
        for (const each of pair) if (each !== socket) each.destroySoon()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cut = (): void => {
    for (const pair of pairs) destroy(pair)
  }
  return {
    port,
    through(address) {
      const url = new URL(address)
      url.port = String(port)
      return url.href
    },
    get open() {
      return pairs.size
    },
    attempts,
    cut,
    closeWithoutCode() {
      for (const [near, far] of pairs) {
        near?.write(emptyClose)
        far?.destroy()
      }
    },
    cutNextAfter(bytes) {
      cutAfter = bytes
    },
    become(next) {
      state = next
    },
    close() {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
