// Preloaded into what the launcher starts, so that it ends with the launcher: killed outright, that passes no signal on.
import { Socket } from 'node:net'

/** Where the launcher holds the other end of a pipe, which it never writes to: its end is the launcher's. */
const descriptor = 3
const name = 'STANDBY_LIFELINE'
/** Who has not ended by itself is killed after this, ms. */
const graceMs = 3000

/** For `spawn`: a Node process that ends with this one. With `group` it leads a process group, and takes that with it. */
export function withLifeline({ stdio, env, ...options }, group = false) {
  return {
    ...options,
    // A group that nobody leads on Windows: there a process ends alone.
    ...(group && process.platform !== 'win32' && { detached: true }),
    stdio: [...stdio, 'pipe'],
    env: { ...env, [name]: group && process.platform !== 'win32' ? 'group' : 'process' },
  }
}

/** The arguments of Node that go with it. */
export const lifelineArguments = ['--import', import.meta.url]

const mine = process.env[name]
// Not for what is started from here, which may be given the same arguments of Node.
delete process.env[name]
if (mine) {
  const line = new Socket({ fd: descriptor, readable: true, writable: false })
  line.on('error', () => {})
  line.once('close', () => end(mine === 'group' ? -process.pid : process.pid))
  line.resume()
  line.unref()
}

function end(target) {
  // Stays to see to it: SIGKILL ends also what is stopped, or does not listen.
  process.on('SIGTERM', () => {})
  const kill = () => process.kill(target, 'SIGKILL')
  process.once('exit', kill)
  setTimeout(kill, graceMs)
  process.kill(target, 'SIGTERM')
}
