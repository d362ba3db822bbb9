import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { freezeProcess } from './frozen-process.ts'

const started: number[] = []
afterEach(() => {
  for (const pid of started.splice(0))
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It is already gone.
    }
})

/** `T`: stopped. `Z`: ended, but not reaped yet. Null: no such process. */
function stateOf(pid: number): string | null {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()[0] ?? null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  } catch {
    return null
  }
}
/** Waits for a process state. Only the test's timeout limits it. */
async function until(pid: number, wanted: (state: string | null) => boolean): Promise<void> {
  while (!wanted(stateOf(pid))) await new Promise((resolve) => setImmediate(resolve))
}
const isGone = (state: string | null): boolean => state === null || state === 'Z'

/** A process that ends when its stdin closes, as every child of the stage does. */
const follower = `process.stdin.resume().once('close', () => process.exit())`
const freezer = new URL('./frozen-process.ts', import.meta.url).href
const stage = `
  import { spawn, spawnSync } from 'node:child_process'
  import { freezeProcess } from ${JSON.stringify(freezer)}
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(`${follower}; console.log('here')`)}], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdout.once('data', () => {
    freezeProcess(child.pid)
    console.log(child.pid)
  })`

describe('a frozen process', () => {
  it('goes on when thawed', async () => {
    const child = spawn(process.execPath, ['-e', follower], { stdio: ['pipe', 'ignore', 'ignore'] })
    const pid = child.pid ?? 0
    started.push(pid)
    const thaw = freezeProcess(pid)
    await until(pid, (state) => state === 'T')
    thaw()
    await until(pid, (state) => state !== 'T')
    const gone = once(child, 'exit')
    child.stdin.end()
    expect(await gone).toEqual([0, null])
  })

  it.each([
    ['is killed', 'SIGKILL', 1],
    ['is killed with its process group', 'SIGKILL', -1],
    ['is terminated with its process group', 'SIGTERM', -1],
    ['is interrupted with its process group', 'SIGINT', -1],
  ] as const)('ends when its parent %s', async (_, signal, whom) => {
    const parent = spawn(
      process.execPath,
      ['--conditions=standby-source', '--import', 'tsx', '--input-type=module', '-e', stage],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    )
    started.push(parent.pid ?? 0)
    const pid = Number(String(((await once(parent.stdout, 'data')) as [Buffer])[0]))
    started.push(pid)
    await until(pid, (state) => state === 'T')
    process.kill(whom * (parent.pid ?? 0), signal)
    await until(pid, isGone)
    expect(isGone(stateOf(pid))).toBe(true)
  })
})
