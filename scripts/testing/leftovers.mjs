import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** The name of the environment variable by which everything that a run has started is known. */
export const runVariable = 'STANDBY_TEST_RUN'

/**
 * What still runs of all that a test run has started, however it was started: processes hand their environment down,
 * also where they leave their group and their parent. Linux only; elsewhere nothing is found.
 *
 * @returns {{ pid: number, stopped: boolean, command: string }[]}
 */
export function processesOf(run) {
  if (process.platform !== 'linux') return []
  const mark = `${runVariable}=${run}`
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      if (!readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').includes(mark)) return []
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      // pid (command) state …; a command may hold spaces and brackets, so read from its end.
      const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
      if (state === 'Z') return []
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').join(' ').trim()
      return [{ pid: Number(entry), stopped: state === 'T', command }]
    } catch {
      return [] // It ended between the listing and the reading, or belongs to somebody else.
    }
  })
}

/** One line for people: a stopped process is often what everything else waits for. */
export const describeProcess = ({ pid, stopped, command }) =>
  `${pid}${stopped ? ' (stopped)' : ''} ${command.slice(0, 160)}`

/** What of the run still runs once everything that is about to end has had the time for it. */
export async function leftRunning(run, { patienceMs = 5_000 } = {}) {
  for (let waited = 0; ; waited += 100) {
    const left = processesOf(run)
    if (left.length === 0 || waited >= patienceMs) return left
    await delay(100)
  }
}

/** Ends all that a run has started: asks first, and kills what does not go. A stopped process is continued to hear it. */
export async function endProcessesOf(run, { patienceMs = 5_000 } = {}) {
  signal(processesOf(run), 'SIGTERM', 'SIGCONT')
  for (const { pid } of await leftRunning(run, { patienceMs })) signal([{ pid }], 'SIGKILL')
}

function signal(processes, ...names) {
  for (const { pid } of processes)
    for (const name of names)
      try {
        process.kill(pid, name)
      } catch {
        // It has ended.
      }
}
