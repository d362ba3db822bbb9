import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { EventReader } from './http/event-reader.fixture.ts'

const node = (...args: string[]) =>
  spawn(process.execPath, ['--conditions=standby-source', '--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

it('the SIGTERM handler of the guides ends a server that has viewers', async () => {
  const host = node(fileURLToPath(new URL('./host-program.fixture.ts', import.meta.url)), 'secret')
  const exit = once(host, 'exit')
  try {
    const port = Number(((await once(host.stdout, 'data')) as [Buffer])[0])
    const response = await fetch(`http://127.0.0.1:${port}/`)
    // Otherwise it would take another 5 s.
    expect(response.headers.get('connection')).toBe('close')
    const viewer = new EventReader(response.body)
    expect((await viewer.next())?.event).toBe('beat')
    host.kill('SIGTERM')
    expect(await viewer.next()).toBeNull()
    expect(await exit).toEqual([0, null])
  } finally {
    host.kill('SIGKILL')
  }
})

it('a hub with viewers does not keep the process alive', async () => {
  const hub = new URL('./index.ts', import.meta.url).href
  const webhooks = new URL('../webhooks/index.ts', import.meta.url).href
  const program = `
    import { createHub } from ${JSON.stringify(hub)}
    import { mux } from ${JSON.stringify(webhooks)}
    const hub = createHub({ provider: mux({ secret: 's' }), authorize: () => true })
    const response = await hub.subscribe(new Request('http://localhost/'), 'stream-1')
    console.log(response.status)`
  const host = node('--input-type=module', '--eval', program)
  try {
    const [text] = (await once(host.stdout, 'data')) as [Buffer]
    expect(String(text).trim()).toBe('200')
    expect(await once(host, 'exit')).toEqual([0, null])
  } finally {
    host.kill('SIGKILL')
  }
})
