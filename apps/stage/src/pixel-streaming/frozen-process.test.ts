import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'

const pids: number[] = []
afterEach(() => {
  for (const pid of pids.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has gone, as it should.
    }
  }
})

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A process that has stopped another one, both in a process group of their own. */
async function freezing(): Promise<{ freezer: number; frozen: number }> {
  const program = `
    import { spawn } from 'node:child_process'
    import { freezeProcess } from ${JSON.stringify(new URL('./frozen-process.ts', import.meta.url).href)}
    const { pid } = spawn('sleep', ['600'], { stdio: 'ignore' })
    freezeProcess(pid)
    console.log(pid)
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const found = { freezer: child.pid!, frozen: Number(line) }
  pids.push(found.frozen, found.freezer)
  return found
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a stopped process does not outlive a %s to everybody in its group',
  async (signal) => {
    const { freezer, frozen } = await freezing()
    process.kill(-freezer, signal)
    await expect.poll(() => [freezer, frozen].filter(isAlive), { timeout: 30_000 }).toEqual([])
  },
)

it('a stopped process goes on once who stopped it is killed', async () => {
  const { freezer, frozen } = await freezing()
  process.kill(freezer, 'SIGKILL')
  // What is stopped would take this only in the end.
  process.kill(frozen, 'SIGTERM')
  await expect.poll(() => isAlive(frozen), { timeout: 30_000 }).toBe(false)
})
