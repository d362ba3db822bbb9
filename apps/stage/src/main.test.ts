import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { control } from './control/control.fixture.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Run {
  readonly child: ChildProcess
  /** The URL that it prints. */
  readonly url: Promise<string>
  readonly exit: Promise<{ code: number | null; output: string; errors: string }>
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--conditions=standby-source', '--import', 'tsx', main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let [output, errors] = ['', '']
  const url = new Promise<string>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString()
      const found = /^Stage {2}(http:\/\/127\.0\.0\.1:\d+)$/m.exec(output)?.[1]
      if (found) resolve(found)
    })
  })
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const exit = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output, errors })),
  )
  return { child, url, exit }
}

/** A running stage with one stream, and the process id of its encoder. */
async function runWithEncoder(): Promise<Run & { pid: number }> {
  const running = run({ STAGE_PORT: '0' })
  const { json } = await control(await running.url, 'POST', '/streams', { warmMs: 6000, levels: 2 })
  const { encoderPid } = json['state'] as { encoderPid: number }
  expect(isAlive(encoderPid)).toBe(true)
  return { ...running, pid: encoderPid }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Resolves once a process that is not a child of this one is gone. Only the test's timeout limits it. */
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve))
}

describe('the stage as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('leaves no encoder behind on %s', async (signal) => {
    const { child, pid, exit } = await runWithEncoder()
    child.kill(signal)
    expect((await exit).code).toBe(0)
    expect(isAlive(pid)).toBe(false)
  })

  it('leaves no encoder behind when it is killed', async () => {
    const { child, pid, exit } = await runWithEncoder()
    child.kill('SIGKILL')
    expect((await exit).code).toBeNull()
    await untilGone(pid)
    expect(isAlive(pid)).toBe(false)
  })

  it('prints one sentence when the port is taken', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as AddressInfo
    const { code, output, errors } = await run({ STAGE_PORT: `${port}` }).exit
    blocker.close()
    expect({ code, output }).toEqual({ code: 1, output: '' })
    expect(errors.trim()).toBe(
      `Standby: port ${port} is taken, so the stage cannot start; set STAGE_PORT to a free one.`,
    )
  })

  it.each(['http', '70000'])('refuses "%s" as a port', async (port) => {
    const { code, errors } = await run({ STAGE_PORT: port }).exit
    expect(code).toBe(1)
    expect(errors.trim()).toBe(`Standby: STAGE_PORT is "${port}"; set it to a port number from 0 to 65535.`)
  })

  it('prints one sentence when ffmpeg cannot run', async () => {
    const { code, errors } = await run({ STAGE_PORT: '0', FFMPEG_PATH: '/nowhere/ffmpeg' }).exit
    expect(code).toBe(1)
    expect(errors.trim()).toMatch(/^Standby: FFMPEG_PATH is "\/nowhere\/ffmpeg".*\.$/)
  })
})
