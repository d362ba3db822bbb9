import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { root } from './run.mjs'

const run = pathToFileURL(join(root, 'scripts/run.mjs')).href
let folder = ''
let left: number[] = []

afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
  for (const pid of left.filter(isAlive)) process.kill(pid, 'SIGKILL')
  left = []
})

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A test that never ends, with one child that ignores SIGTERM and one that is stopped. */
const hanging = `
  import { spawn } from 'node:child_process'
  import { writeFileSync } from 'node:fs'
  test('hangs', async () => {
    const deaf = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"])
    const stopped = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    stopped.kill('SIGSTOP')
    console.log('PIDS ' + JSON.stringify([process.ppid, process.pid, deaf.pid, stopped.pid]) + ' END')
    await new Promise(() => {})
  }, 600_000)`

it('a test run ends with its killed launcher: runner, workers, and their child processes', async () => {
  folder = mkdtempSync(join(tmpdir(), 'standby-lifeline-'))
  writeFileSync(join(folder, 'hanging.test.mjs'), hanging)
  const args = [
    'vitest',
    'run',
    '--root',
    folder,
    '--globals',
    '--pool',
    'forks',
    '--disable-console-intercept',
  ]
  const program = `
    import { runToTheEnd } from ${JSON.stringify(run)}
    await runToTheEnd(${JSON.stringify(args)})`
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_lifecycle_event: undefined },
  })
  left = [launcher.pid ?? 0]
  let output = ''
  const pids = await new Promise<number[]>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /PIDS (\[.*?\]) END/.exec(output)?.[1]
      if (found) resolve(JSON.parse(found) as number[])
    }
    launcher.stdout.on('data', read)
    launcher.stderr.on('data', read)
    launcher.once('exit', () => reject(new Error(`The launcher ended:\n${output}`)))
  })
  left.push(...pids)
  expect(pids.map(isAlive)).toEqual([true, true, true, true])
  launcher.kill('SIGKILL')
  await expect.poll(() => pids.filter(isAlive)).toEqual([])
}, 60_000)
