import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server on this machine that can be cut like a real one: without a word to either side. */
export interface WeakLine {
  readonly port: number
  /** The same address, over this way. */
  through(address: string): string
  /** Connections that are open now. */
  readonly open: number
  /** When each connection was asked for so far, local epoch ms. */
  readonly attempts: readonly number[]
  /** Cuts every connection that is open, and the attempts of those that are not. */
  cut(): void
  /** Cuts every WebSocket that is open with the words of a server that closes without a code. */
  closeWithoutCode(): void
  /** Cuts the next connection once so many bytes have come from the server. */
  cutNextAfter(bytes: number): void
  /** `dead`: whoever calls is cut off at once. `mute`: is let in, and hears nothing. */
  become(state: 'alive' | 'dead' | 'mute'): void
  close(): Promise<void>
}

/** A close frame of RFC 6455 without a body. */
const emptyClose = Buffer.from([0x88, 0])

export async function startWeakLine(target: number): Promise<WeakLine> {
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
