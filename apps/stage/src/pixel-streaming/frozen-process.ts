import { spawn } from 'node:child_process'

/**
 * Stops a process until it is thawed, or until this process has gone, however it went: a stopped process cannot notice
 * by itself that nobody needs it any more.
 */
export function freezeProcess(pid: number): () => void {
  process.kill(pid, 'SIGSTOP')
  // It waits for the end of a pipe that nobody else holds; what ends everybody around it leaves it its work.
  const watch = spawn('sh', ['-c', 'trap "" INT TERM HUP; read _; kill -CONT "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.on('error', () => undefined)
  watch.stdin.on('error', () => undefined)
  watch.unref()
  return () => {
    watch.stdin.end()
    try {
      process.kill(pid, 'SIGCONT')
    } catch {
      // It was killed meanwhile.
    }
  }
}
