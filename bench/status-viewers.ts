import { type ChildProcess, fork } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'

const viewers = 5000
const rounds = 10
/** Connections opened at once. More than the listen queue holds would be refused by the kernel, not by the hub. */
const batchSize = 250

interface Memory {
  readonly viewers: number
  readonly rss: number
  readonly heap: number
}

/**
 * A webhook that has to reach 5,000 viewers of one hub process, all on this machine. The time runs from before the post
 * until the last viewer has read the event. Both processes share the machine's cores, and this one does the work of
 * 5,000 clients in that time. The second figure is the memory the hub's process needs for one viewer.
 */
export async function statusViewers(): Promise<Figure[]> {
  const secret = 'bench'
  const child = fork(fileURLToPath(new URL('./hub-program.ts', import.meta.url)), [secret], {
    execArgv: ['--expose-gc', '--import', 'tsx', '--conditions=standby-source'],
  })
  const sockets: Socket[] = []
  try {
    const [port] = (await once(child, 'message')) as [number]
    const empty = await memoryOf(child)
    let text = ''
    let arrived = 0
    let all: (at: number) => void = () => {}
    const heard = (chunk: string) => {
      if (!chunk.includes(text) || text === '') return
      if (++arrived === viewers) all(performance.now())
    }
    for (let i = 0; i < viewers; i += batchSize)
      sockets.push(...(await Promise.all(Array.from({ length: batchSize }, () => openViewer(port, heard)))))
    const full = await memoryOf(child)
    if (full.viewers !== viewers) throw new Error(`The hub has ${full.viewers} viewers.`)

    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      arrived = 0
      const at = Date.now()
      text = `"since":${at}`
      const last = new Promise<number>((resolve) => (all = resolve))
      const started = performance.now()
      await post(port, secret, at)
      times.push((await last) - started)
    }
    const slowest = Math.max(...times)
    const median = times.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN
    const perViewer = (full.rss - empty.rss) / viewers
    return [
      {
        name: `live status: an event to the last of ${viewers} viewers of one hub, slowest of ${rounds}`,
        value: slowest,
        shown: `${Math.round(slowest)} ms (median ${Math.round(median)} ms)`,
        budget: { atMost: 1000 },
      },
      {
        name: 'live status: memory of the hub’s process for one viewer',
        value: perViewer,
        shown: `${(perViewer / 1000).toFixed(1)} kB (${((full.heap - empty.heap) / viewers / 1000).toFixed(1)} kB of it heap)`,
        budget: { atMost: 50_000 },
      },
    ]
  } finally {
    for (const socket of sockets) socket.destroy()
    child.kill('SIGKILL')
  }
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  child.send('memory')
  const [memory] = (await once(child, 'message')) as [Memory]
  return memory
}

/** A viewer that is a bare socket, to cost as little as possible. Resolves once the hub has sent its first bytes. */
async function openViewer(port: number, heard: (chunk: string) => void): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.setEncoding('latin1')
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await once(socket, 'data')
  socket.on('data', heard)
  return socket
}

async function post(port: number, secret: string, at: number): Promise<void> {
  const body = JSON.stringify({
    type: 'video.live_stream.active',
    id: randomUUID(),
    created_at: new Date(at).toISOString(),
    data: { id: 'stream-1', active_asset_id: `asset-${at}` },
  })
  const seconds = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'mux-signature': `t=${seconds},v1=${signature}` },
    body,
  })
  if (answer.status !== 200) throw new Error(`The hub answered ${answer.status}.`)
}
