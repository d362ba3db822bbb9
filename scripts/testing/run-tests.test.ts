import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../run.mjs'

// Real runs of small suites, inside the repository so that `vitest` resolves.
let folder: string

beforeEach(() => {
  mkdirSync(join(root, 'node_modules/.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, 'node_modules/.tmp/run-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const imports = `
  import { spawn } from 'node:child_process'
  import { writeFileSync } from 'node:fs'
  import { tmpdir } from 'node:os'
  import { join } from 'node:path'
  import { afterAll, beforeAll, expect, it } from 'vitest'
  const sleeper = (options) => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore', ...options })
    writeFileSync(${JSON.stringify('PID')}, String(child.pid))
    return child
  }
`

/** Starts a run of one file; `told` resolves with its whole output at the end. */
function start(suite: string, silentMs = 180_000) {
  const pidFile = join(folder, 'pid')
  writeFileSync(join(folder, 'a.t.ts'), imports.replace('PID', pidFile) + suite)
  const reporters = ['default', join(root, 'scripts/testing/reporter.mjs')]
  const config = { include: ['*.t.ts'], testTimeout: 600_000, hookTimeout: 600_000, reporters, retry: 1 }
  writeFileSync(join(folder, 'none.config.ts'), `export default { test: ${JSON.stringify(config)} }`)
  const program = `
    import { runTests } from ${JSON.stringify(join(root, 'scripts/testing/run-tests.mjs'))}
    process.exitCode = await runTests(${JSON.stringify(['--root', folder, '--config', 'none.config.ts'])}, { silentMs: ${silentMs} })`
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, npm_lifecycle_event: undefined },
  })
  let output = ''
  launcher.stdout.on('data', (chunk) => (output += chunk))
  launcher.stderr.on('data', (chunk) => (output += chunk))
  const told = new Promise<{ output: string; lastLine: string | undefined; code: number | null }>((resolve) =>
    launcher.once('close', (code) =>
      resolve({ output, lastLine: output.trimEnd().split('\n').at(-1), code }),
    ),
  )
  return { launcher, told, output: () => output }
}

/** Long enough for a busy machine to import the file and end its first test. */
const hangsAfterMs = 10_000

/** Whether a process is alive. An ended one stays in the process list as a zombie until its parent reaps it. */
const isAlive = (pid: number) => {
  expect(pid).toBeGreaterThan(0)
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

const pidIn = (text: string) => Number(/^ {2}(\d+).* sleep 600$/m.exec(text)?.[1])

describe('a test run', { timeout: 60_000 }, () => {
  it('ends with the tally', async () => {
    const { lastLine, code } = await start(`it('a', () => {})\nit('b', () => {})`).told
    expect(lastLine).toBe('2 passed, 0 failed')
    expect(code).toBe(0)
  })

  it('lists only the tests that needed a second try', async () => {
    const { output, lastLine } = await start(
      `let tries = 0\nit('shaky', () => expect(++tries).toBe(2))\nit('firm', () => {})`,
    ).told
    expect(output).toMatch(/a\.t\.ts > shaky \(1 more\)\n1 flaky\n/)
    expect(output).not.toMatch(/> firm \(/)
    expect(lastLine).toBe('2 passed, 0 failed')
  })

  it('is stopped when it hangs, and reports the test and the stopped process', async () => {
    const { output, lastLine, code } = await start(
      `it('passes', () => {})
       it('waits for ever', async () => {
         const child = sleeper({ detached: true })
         child.kill('SIGSTOP')
         await new Promise((resolve) => child.once('exit', resolve))
       })`,
      hangsAfterMs,
    ).told
    expect(output).toContain('Nothing has ended for 10 seconds, so this run is stopped.')
    expect(output).toMatch(/Has begun and not ended:\n(.*\n)?.*a\.t\.ts > waits for ever\n/)
    expect(output).toMatch(/^ {2}\d+ \(stopped\) sleep 600$/m)
    expect(isAlive(pidIn(output))).toBe(false)
    expect(lastLine).toBe('1 passed, 1 failed')
    expect(code).toBe(1)
  })

  it('reports the hook when it hangs in a hook', async () => {
    const { output } = await start(
      `afterAll(() => new Promise(() => {}))\nit('passes', () => {})`,
      hangsAfterMs,
    ).told
    expect(output).toMatch(/a\.t\.ts > afterAll\n/)
  })

  it('fails when it leaves a process, and ends it, even a stopped one in its own group', async () => {
    const { output, lastLine, code } = await start(
      `it('leaves', () => { const child = sleeper({ detached: true }); child.kill('SIGSTOP'); child.unref() })`,
    ).told
    expect(output).toContain('Processes that the run has left behind:')
    expect(isAlive(pidIn(output))).toBe(false)
    expect(lastLine).toBe('1 passed, 1 failed')
    expect(code).toBe(1)
  })

  it('fails when it leaves a temporary file, and lists it', async () => {
    const { output, lastLine } = await start(
      `it('leaves', () => writeFileSync(join(tmpdir(), 'forgotten.ts'), ''))`,
    ).told
    expect(output).toMatch('Temporary files that the run has left behind:\n  forgotten.ts\n')
    expect(lastLine).toBe('1 passed, 1 failed')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no process when interrupted by %s', async (signal) => {
    const run = start(
      `it('waits for ever', async () => {
         const child = sleeper({ detached: true })
         console.log('child ' + child.pid)
         await new Promise(() => {})
       })`,
    )
    await expect.poll(run.output, { timeout: 20_000 }).toMatch(/child \d+/)
    run.launcher.kill(signal)
    const { output, lastLine, code } = await run.told
    expect(isAlive(Number(/child (\d+)/.exec(output)?.[1]))).toBe(false)
    expect(lastLine).toMatch(/^\d+ passed, [1-9]\d* failed$/)
    expect(code).not.toBe(0)
  })
})
