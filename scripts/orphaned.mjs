import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

// Read at the start, while npm is surely alive.
const parent = process.ppid
const npm = process.env.npm_lifecycle_event ? parentOf(parent) : undefined

/** Calls `stop` once npm, or the shell between npm and this process, is gone: a killed npm passes no signal on. */
export function whenOrphaned(stop) {
  setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm))) stop()
  }, 500).unref()
}

function parentOf(pid) {
  const parent = process.platform === 'linux' ? parentByProc(pid) : parentByPs(pid)
  return parent > 1 ? parent : undefined
}

// Slim images have no `ps`.
function parentByProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // pid (command) state ppid …; a command can hold spaces and brackets, so parse from its end.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function parentByPs(pid) {
  return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
