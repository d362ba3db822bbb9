import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Environment variable that marks every process of a run. */
export const runVariable = 'STANDBY_TEST_RUN'

/**
 * The processes of a test run that are still alive. Processes inherit the marking variable, even when they leave their
 * group and their parent. Linux only; returns an empty list elsewhere.
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
      // pid (command) state …; a command can hold spaces and brackets, so parse from its end.
      const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
      if (state === 'Z') return []
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').join(' ').trim()
      return [{ pid: Number(entry), stopped: state === 'T', command }]
    } catch {
      return [] // The process ended between listing and reading, or belongs to another user.
    }
  })
}

/** One line about a process. It shows `stopped`, because other processes often wait for a stopped one. */
export const describeProcess = ({ pid, stopped, command }) =>
  `${pid}${stopped ? ' (stopped)' : ''} ${command.slice(0, 160)}`

/** The processes of the run that are still alive after `patienceMs`; resolves as soon as there are none. */
export async function leftRunning(run, { patienceMs = 5_000 } = {}) {
  for (let waited = 0; ; waited += 100) {
    const left = processesOf(run)
    if (left.length === 0 || waited >= patienceMs) return left
    await delay(100)
  }
}

/** Ends all processes of a run: SIGTERM first, SIGKILL after `patienceMs`. Continues stopped processes so that they get it. */
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
        // It has already ended.
      }
}
