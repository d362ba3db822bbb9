import { spawn } from 'node:child_process'

/**
 * Stops a process until it is thawed, or until this process has gone, however it went: a stopped process cannot notice
 * by itself that nobody needs it any more, and is ended by no signal but SIGKILL.
 */
export function freezeProcess(pid: number): () => void {
  // It waits for the end of a pipe that nobody else holds. In a session of its own, or what ends a whole group would end
  // it first. There before anything is stopped: this process may be killed in between.
  const watch = spawn('sh', ['-c', 'read _; kill -CONT "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watch.on('error', () => undefined)
  watch.stdin.on('error', () => undefined)
  watch.unref()
  process.kill(pid, 'SIGSTOP')
  return () => {
    watch.stdin.end()
    try {
      process.kill(pid, 'SIGCONT')
    } catch {
      // It was killed meanwhile.
    }
  }
}
