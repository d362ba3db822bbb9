import { spawn } from 'node:child_process'

/**
 * Stops a process (SIGSTOP) until the returned function is called, or until this process ends in any way. A stopped
 * process cannot notice that its parent is gone, and only SIGKILL ends it.
 */
export function freezeProcess(pid: number): () => void {
  // The guard waits until its pipe closes; only this process holds the other end. It is detached, so that a signal to
  // the process group does not end it. It starts first, because this process may be killed right after SIGSTOP.
  const guard = spawn('sh', ['-c', 'read _; kill -CONT "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.stdin.on('error', () => undefined)
  guard.unref()
  process.kill(pid, 'SIGSTOP')
  return () => {
    guard.stdin.end()
    try {
      process.kill(pid, 'SIGCONT')
    } catch {
      // It was killed in the meantime.
    }
  }
}
