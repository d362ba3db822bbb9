// Preloaded into the launcher's child processes, so that they end with it: a killed launcher passes no signal on.
import { Socket } from 'node:net'

/** File descriptor of a pipe whose other end the launcher holds. The launcher never writes: the pipe ends when it ends. */
const descriptor = 3
const name = 'STANDBY_LIFELINE'
/** Time between SIGTERM and SIGKILL, ms. */
const graceMs = 3000

/**
 * Options for `spawn`: a Node process that ends with this one. With `group` it leads a process group, which ends with it.
 */
export function withLifeline({ stdio, env, ...options }, group = false) {
  return {
    ...options,
    // Windows has no process groups: there the process ends alone.
    ...(group && process.platform !== 'win32' && { detached: true }),
    stdio: [...stdio, 'pipe'],
    env: { ...env, [name]: group && process.platform !== 'win32' ? 'group' : 'process' },
  }
}

/** The Node arguments for a process with a lifeline. */
export const lifelineArguments = ['--import', import.meta.url]

const mine = process.env[name]
// Child processes may inherit the same Node arguments, but not the lifeline.
delete process.env[name]
if (mine) {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false })
  pipe.on('error', () => {})
  pipe.once('close', () => end(mine === 'group' ? -process.pid : process.pid))
  pipe.resume()
  pipe.unref()
}

function end(target) {
  // This process stays alive to send SIGKILL, which also ends stopped processes and those that ignore SIGTERM.
  process.on('SIGTERM', () => {})
  const kill = () => process.kill(target, 'SIGKILL')
  process.once('exit', kill)
  setTimeout(kill, graceMs)
  process.kill(target, 'SIGTERM')
}
