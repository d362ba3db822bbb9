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
 * Runs vitest with these arguments and always ends with the tally. It stops a hanging run and reports what hangs. Left
 * processes or temporary files count as a failure.
 *
 * @param {string[]} args the arguments of vitest
 * @param {{ silentMs?: number, onEnded?: (test: string, state: string) => void }} [options] `silentMs`: a run hangs when
 *   nothing has ended for this long (default 180,000). `onEnded` is called for each test.
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
    // Ignore further results of a run that is being stopped.
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

  // A stopped run had no time to clean up.
  const processes = hangs ? [] : await leftRunning(run)
  const files = hangs ? [] : readdirSync(temporary).filter((name) => !caches.test(name))
  await endProcessesOf(run)
  rmSync(folder, { recursive: true, force: true })
  if (processes.length > 0) leftBehind('Processes', processes.map(describeProcess), tally)
  if (files.length > 0) leftBehind('Temporary files', files, tally)

  console.log(tally.line())
  return code === 0 && tally.failed === 0 ? 0 : 1
}

/** Caches that tools and PulseAudio keep for their next run, and a folder with a random name that vitest leaves. */
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
