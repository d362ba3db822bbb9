import { spawn, type ChildProcess } from 'node:child_process'
import type { WorkerCommand, WorkerNews, WorkerOptions, WorkerReport } from './messages.ts'
import { workerFolder, workerProgram } from './worker-program.ts'

/** A worker in a process of its own. */
export interface WorkerProcess {
  readonly pid: number
  /** Its WHEP endpoint. */
  readonly url: string
  /** From the start of the process to the first picture, ms. */
  readonly startMs: number
  command(command: Exclude<WorkerCommand, { type: 'report' }>): void
  /** Rejects when the process ends before it answers. */
  report(): Promise<WorkerReport>
  /** SIGKILL, as a machine that loses power. Resolves once the process is gone. */
  kill(): Promise<void>
  /** Resolves once the process is gone, however it went. */
  readonly gone: Promise<void>
}

/** Starts a worker process. Resolves once it has a picture; rejects with what it said when it ends before. */
export async function startWorkerProcess(
  options: WorkerOptions = {},
  onNews: (news: WorkerNews) => void = () => undefined,
  signal?: AbortSignal,
): Promise<WorkerProcess> {
  const startedAt = performance.now()
  // As it is now, and not once the program is made.
  const env = { ...process.env }
  const program = await workerProgram()
  const child = spawn(process.execPath, ['--input-type=module', '-', JSON.stringify(options)], {
    cwd: workerFolder,
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  })
  endWithProcess(child)
  // It may be killed while it still reads.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(program)
  let errors = ''
  child.stderr?.on('data', (text: Buffer) => (errors = (errors + text.toString()).slice(-4000)))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const reports = new Map<number, (report: WorkerReport) => void>()
  let asked = 0

  const send = (command: WorkerCommand): void => {
    // It may be dying; then its end says all there is to say.
    if (child.connected) child.send(command, () => undefined)
  }
  const worker = (url: string): WorkerProcess => ({
    pid: child.pid ?? 0,
    url,
    startMs: performance.now() - startedAt,
    command: send,
    async report() {
      const id = ++asked
      const answered = new Promise<WorkerReport>((resolve) => reports.set(id, resolve))
      send({ type: 'report', id })
      return Promise.race([
        answered,
        gone.then(() => {
          throw new Error('Standby: the worker ended before it answered.')
        }),
      ]).finally(() => reports.delete(id))
    },
    kill() {
      child.kill('SIGKILL')
      return gone
    },
    gone,
  })
  return new Promise((resolve, reject) => {
    child.on('message', (news: WorkerNews) => {
      if (news.type === 'ready') resolve(worker(news.url))
      if (news.type === 'report') reports.get(news.id)?.(news.report)
      onNews(news)
    })
    child.once('error', reject)
    child.once('exit', (code, killedBy) =>
      reject(
        new Error(`Standby: a worker ended (${killedBy ?? code}) before its first picture. ${errors.trim()}`),
      ),
    )
    const abort = (): void => void child.kill('SIGKILL')
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
  })
}

const running = new Set<ChildProcess>()

/** Every orderly way out passes the `exit` event; after a SIGKILL of this process the lost channel ends the worker. */
function endWithProcess(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', killRunning)
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killRunning)
  })
}

function killRunning(): void {
  for (const child of running) child.kill('SIGKILL')
}
