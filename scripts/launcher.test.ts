import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { root } from './run.mjs'

const up = join(root, 'scripts/up.mjs')
const opened: Server[] = []

afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

async function listen(): Promise<number> {
  const server = createServer()
  opened.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const port = await listen()
  await new Promise((resolve) => opened.pop()?.close(resolve))
  return port
}

function refusal(env: Record<string, string>, command = 'demo') {
  const { status, stderr } = spawnSync(process.execPath, [up, command], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, sentence: stderr.trim() }
}

describe('the launcher refuses in one sentence', () => {
  it('when the port of the demo is taken', async () => {
    const [taken, free] = [await listen(), await freePort()]
    const { status, sentence } = refusal({ PORT: String(taken), STAGE_PORT: String(free) })
    expect(sentence).toBe(
      `Port ${taken} is taken, and the demo needs it; stop what uses it or choose another: PORT=${taken + 10} npm run demo`,
    )
    expect(status).toBe(1)
  })

  it('when the port of the stage is taken', async () => {
    const [free, taken] = [await freePort(), await listen()]
    const { sentence } = refusal({ PORT: String(free), STAGE_PORT: String(taken) })
    expect(sentence).toMatch(`Port ${taken} is taken, and the stage needs it`)
    expect(sentence).toMatch(`STAGE_PORT=${taken + 10} npm run demo`)
  })

  it('when both ports are the same', () => {
    expect(refusal({ PORT: '5000', STAGE_PORT: '5000' }).sentence).toMatch(/both 5000/)
  })

  it.each(['abc', '-1', '0', '70000', '1.5'])('when PORT=%s is not a port', (PORT) => {
    expect(refusal({ PORT }).sentence).toBe(
      `PORT is "${PORT}", which is not a port; give a number from 1 to 65535.`,
    )
  })

  it('when the chosen browser is missing, and `npm test` still ends with a tally', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [up, 'test', 'no-such-test'], {
      encoding: 'utf8',
      env: { ...process.env, CHROME_PATH: '/nowhere/chrome', NODE_ENV: undefined },
    })
    expect(stderr).toContain(
      'CHROME_PATH is /nowhere/chrome, and there is no such file; point it at a Chromium or unset it.',
    )
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
    expect(status).toBe(1)
  }, 60_000)

  it('when the chosen Redis is missing', () => {
    const { stderr, status } = spawnSync(process.execPath, [up, 'test', 'no-such-test'], {
      encoding: 'utf8',
      env: { ...process.env, REDIS_SERVER: '/nowhere/redis', NODE_ENV: undefined },
    })
    expect(stderr).toContain('There is no Redis to test with: install redis-server or valkey-server')
    expect(status).toBe(1)
  }, 60_000)

  it('when the command is unknown', () => {
    expect(refusal({}, 'deploy').sentence).toBe('Say what to start: demo, test, storybook.')
  })

  it('when Node is too old', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' })`
    const { stderr, status } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, up, 'demo'],
      { encoding: 'utf8' },
    )
    expect(stderr.trim()).toBe(
      'Standby needs Node 20.19 or newer, and this is 18.20.0; get one from https://nodejs.org.',
    )
    expect(status).toBe(1)
  })
})

describe('npm run demo', () => {
  let npm: ChildProcess | undefined

  afterEach(() => {
    if (npm?.pid && membersOf(npm.pid).length > 0) process.kill(-npm.pid, 'SIGKILL')
  })

  /** Starts it in its own process group, as a terminal does, and waits for the line with the URL. */
  async function start(command: readonly [string, ...string[]] = ['npm', 'run', 'demo']) {
    const [program, ...args] = command
    const ports = { PORT: String(await freePort()), STAGE_PORT: String(await freePort()) }
    const running = spawn(program, args, {
      cwd: root,
      detached: true,
      env: { ...process.env, ...ports, NODE_ENV: undefined },
    })
    npm = running
    const url = await new Promise<string>((resolve, reject) => {
      let output = ''
      const read = (chunk: Buffer) => {
        output += chunk
        const line = /Standby demo: (http:\S+)/.exec(output)
        if (line?.[1]) resolve(line[1])
      }
      running.stdout.on('data', read)
      running.stderr.on('data', read)
      running.once('exit', () => reject(new Error(`npm run demo ended:\n${output}`)))
    })
    const ended = new Promise<void>((resolve) => running.once('close', () => resolve()))
    return { pid: running.pid ?? 0, url, stage: `http://127.0.0.1:${ports.STAGE_PORT}`, ports, ended }
  }

  it('serves the demo and an encoding stage, and leaves no process behind on SIGTERM to npm', async () => {
    const { pid, url, stage, ended } = await start()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(await (await fetch(url)).text()).toContain('<div id="root">')
    // A website gets nothing, with its own host name for this machine or with its origin.
    expect(await statusFor(url, { host: 'evil.example' })).toBe(403)
    const asWebsite = await fetch(url, { headers: { origin: 'https://evil.example' } })
    expect(asWebsite.headers.get('access-control-allow-origin')).toBeNull()
    const stream = await fetch(`${stage}/streams`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ container: 'fmp4', levels: 1, profile: 'mux' }),
    })
    expect(stream.status).toBe(201)
    expect(membersOf(pid).length).toBeGreaterThan(3)

    process.kill(pid, 'SIGTERM')
    await ended
    await expect.poll(() => membersOf(pid)).toEqual([])
  }, 90_000)

  it('leaves no process behind on Ctrl-C, which signals every process at once', async () => {
    const { pid, ended } = await start()
    process.kill(-pid, 'SIGINT')
    await ended
    await expect.poll(() => membersOf(pid)).toEqual([])
  }, 90_000)

  it('stops when npm is killed and cannot pass a signal on', async () => {
    const { pid } = await start()
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => membersOf(pid)).toEqual([])
  }, 90_000)

  it('leaves no process behind and frees its ports when the launcher is killed', async () => {
    const { pid, ports } = await start([process.execPath, up, 'demo'])
    expect(membersOf(pid).length).toBeGreaterThan(2)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => membersOf(pid)).toEqual([])
    for (const port of Object.values(ports)) {
      const server = createServer()
      opened.push(server)
      await new Promise<void>((resolve, reject) =>
        server.once('error', reject).listen(Number(port), '127.0.0.1', resolve),
      )
    }
  }, 90_000)
})

/** Sends headers such as `host`, which `fetch` does not allow to set. */
function statusFor(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => resolve(response.resume().statusCode ?? 0)).once(
      'error',
      reject,
    )
  })
}

/** The living processes of a process group. */
function membersOf(group: number): number[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid='], { encoding: 'utf8' })
    const rows = stdout
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number))
    return rows.flatMap(([pid, pgid]) => (pid !== undefined && pgid === group ? [pid] : []))
  }
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      // pid (command) state ppid pgrp …; a command can hold spaces and brackets, so parse from its end.
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(pgrp) === group && state !== 'Z' ? [Number(entry)] : []
    } catch {
      return [] // The process ended between listing and reading.
    }
  })
}
