import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { openRelay, type Impairment, type Relay } from './relay.ts'

const sockets: Socket[] = []
const relays: Relay[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
  for (const relay of relays.splice(0)) relay.close()
})

async function socket(): Promise<Socket> {
  const opened = createSocket('udp4')
  opened.bind(0, '127.0.0.1')
  await once(opened, 'listening')
  sockets.push(opened)
  return opened
}

/** A worker that echoes everything, a relay before it, and a viewer. */
async function between(): Promise<{
  impair(impairment: Impairment): void
  echo(text: string): void
  heard: string[]
  next(): Promise<string>
}> {
  let impairment: Impairment = {}
  const worker = await socket()
  worker.on('message', (packet, from) => worker.send(packet, from.port, '127.0.0.1'))
  const answer = [
    'v=0',
    `a=candidate:1 1 UDP 1 127.0.0.1 ${worker.address().port} typ host`,
    'a=candidate:2 1 UDP 1 10.0.0.1 9 typ host',
    '',
  ].join('\r\n')
  const relay = await openRelay(answer, () => impairment)
  relays.push(relay)
  const port = Number(/127\.0\.0\.1 (\d+) typ host/.exec(relay.sdp)?.[1])
  expect(relay.sdp.match(/a=candidate/g)).toHaveLength(1)
  expect(port).not.toBe(worker.address().port)
  const viewer = await socket()
  const heard: string[] = []
  viewer.on('message', (packet) => heard.push(String(packet)))
  return {
    impair: (next) => (impairment = next),
    echo: (text) => viewer.send(text, port, '127.0.0.1'),
    heard,
    next: async () => String(((await once(viewer, 'message')) as [Buffer])[0]),
  }
}

describe('the relay before a viewer', () => {
  it('passes packets both ways without an impairment', async () => {
    const { echo, next } = await between()
    const answer = next()
    echo('one')
    expect(await answer).toBe('one')
  })

  it.each([{ hole: true }, { loss: 1 }])(
    'passes nothing during %j, and everything after it',
    async (impairment) => {
      const { impair, echo, heard, next } = await between()
      const first = next()
      echo('before')
      await first
      impair(impairment)
      // When a later pair has got its answer, this packet would have been answered too.
      echo('lost')
      const other = await between()
      const passed = other.next()
      other.echo('elsewhere')
      await passed
      impair({})
      const again = next()
      echo('after')
      await again
      expect(heard).toEqual(['before', 'after'])
    },
  )

  it('delays packets by the round trip time', async () => {
    const { impair, echo, next } = await between()
    impair({ delayMs: 100 })
    const began = performance.now()
    const answer = next()
    echo('slow')
    await answer
    expect(performance.now() - began).toBeGreaterThan(95)
  })

  it('drops packets when a slow link is full', async () => {
    const { impair, echo, heard, next } = await between()
    // 1000 bytes take 80 ms, and max 400 ms are queued.
    impair({ kbps: 100 })
    const first = next()
    for (let packet = 0; packet < 50; packet++) echo(`${packet}`.padEnd(1000))
    await first
    while (heard.length < 4) await next()
    expect(heard.map(Number)).toEqual([0, 1, 2, 3])
    // The queue has room again; this packet comes after all queued ones.
    echo('end')
    while (!heard.includes('end')) await next()
    expect(heard.at(-1)).toBe('end')
    expect(heard.length).toBeLessThan(20)
  })

  it('needs a candidate on this machine', async () => {
    await expect(openRelay('v=0\r\n', () => ({}))).rejects.toThrow(/no candidate on this machine/)
  })
})
