import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runToTheEnd, toolEnvironment } from '../run.mjs'
import { openBrowserCalls, runFolderVariable } from './browser-calls.mjs'
import { describeProcess, endProcessesOf, leftRunning, processesOf, runVariable } from './leftovers.mjs'
import { createTally } from './tally.mjs'
import { createWatchdog } from './watchdog.mjs'

/**
 * Runs vitest with these arguments and closes with the tally, whatever happens: it ends a run that hangs and says what
 * hung, and looks whether processes or temporary files are left, which counts as a failure.
 *
 * @param {string[]} args what vitest is called with
 * @param {{ silentMs?: number, onEnded?: (test: string, state: string) => void }} [options] `silentMs`: a run in which
 *   nothing has ended for so long hangs (180,000); `onEnded` hears of each test.
 * @returns the exit code
 */
export async function runTests(args, { silentMs = 180_000, onEnded } = {}) {
  const run = randomUUID()
  const folder = mkdtempSync(join(tmpdir(), 'standby-'))
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)

  const tally = createTally()
  const watchdog = createWatchdog({ silentMs, onHang: (running) => void endHanging(running) })
  const endHanging = async (running) => {
    hangs = true
    tally.fail()
    console.error(hangReport(running, openBrowserCalls(folder), processesOf(run), silentMs))
    await endProcessesOf(run)
  }
  let hangs = false
  const listen = (message) => {
    // What a run that is being stopped still says is no result.
    if (hangs) return
    if (message.type === 'failed') tally.fail(message.count)
    else watchdog.hear(message)
    if (message.state) {
      tally.add(message.state)
      onEnded?.(message.what, message.state)
    }
  }

  const before = tally.line()
  const code = await runToTheEnd(['vitest', 'run', ...args], {
    env: {
      ...toolEnvironment(),
      [runVariable]: run,
      [runFolderVariable]: folder,
      TMPDIR: temporary,
    },
    onMessage: listen,
  })
  watchdog.stop()
  if (code !== 0 && tally.line() === before) tally.fail()

  // A run that was stopped had no time to clear up after itself.
  const processes = hangs ? [] : await leftRunning(run)
  const files = hangs ? [] : readdirSync(temporary).filter((name) => !caches.test(name))
  await endProcessesOf(run)
  rmSync(folder, { recursive: true, force: true })
  if (processes.length > 0) leftBehind('Processes', processes.map(describeProcess), tally)
  if (files.length > 0) leftBehind('Temporary files', files, tally)

  console.log(tally.line())
  return code === 0 && tally.failed === 0 ? 0 : 1
}

/** What tools and PulseAudio keep for their next run on purpose, and the folder that vitest names at random and forgets. */
const caches = /^(tsx-|node-compile-cache|v8-compile-cache|pulse-|[\w-]{21}$)/

function leftBehind(what, rows, tally) {
  tally.fail()
  console.error([`\n${what} that the run has left behind:`, ...rows.map((row) => `  ${row}`)].join('\n'))
}

function hangReport(running, browsers, processes, silentMs) {
  const list = (title, rows) => (rows.length === 0 ? [] : [title, ...rows.map((row) => `  ${row}`)])
  return [
    `\nNothing has ended for ${silentMs / 1000} seconds, so this run is stopped.`,
    ...list('Has begun and not ended:', running),
    ...list(
      'Waits for its browser:',
      browsers.map(({ pid, calls }) => `${pid} ${calls.join(', ')}`),
    ),
    ...list('Processes:', processes.map(describeProcess)),
  ].join('\n')
}
