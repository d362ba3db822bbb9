import { spawn, type ChildProcess } from 'node:child_process'
import { bundleProgram, programFolder } from './program.ts'

/** A program of ours in a process of its own, which ends with this one. */
export interface ChildProgram<Command, Ready> {
  readonly pid: number
  /** What it said when it was ready. */
  readonly ready: Ready
  /** From the start of the process until it was ready, ms. */
  readonly startMs: number
  send(command: Command): void
  /** SIGKILL, as a machine that loses power. Resolves once the process is gone. */
  kill(): Promise<unknown>
  /** Resolves once the process is gone, however it went: with its exit code or signal, and what it said last. */
  readonly gone: Promise<string>
}

export interface ChildProgramOptions<News> {
  /** What the process is called in errors, such as `a worker`. */
  readonly name: string
  /** What it has to get to before it is ready, such as `its first picture`. */
  readonly until: string
  /** A module that starts by itself; its first argument is `options` in JSON, the rest goes over Node's IPC channel. */
  readonly entry: URL
  readonly options: unknown
  readonly onNews: (news: News) => void
  readonly signal?: AbortSignal | undefined
}

/** Resolves with the news of type `ready`; rejects with what the process said when it ends before. */
export async function startChildProgram<Command extends object, News extends { readonly type: string }>(
  options: ChildProgramOptions<News>,
): Promise<ChildProgram<Command, Extract<News, { type: 'ready' }>>> {
  const { name, until, entry, onNews, signal } = options
  const startedAt = performance.now()
  // As it is now, and not once the program is made.
  const env = { ...process.env }
  const program = await bundleProgram(entry)
  const child = spawn(process.execPath, ['--input-type=module', '-', JSON.stringify(options.options)], {
    cwd: programFolder,
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  })
  endWithProcess(child)
  // It may be killed while it still reads.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(program)
  let errors = ''
  child.stderr?.on('data', (text: Buffer) => (errors = (errors + text.toString()).slice(-4000)))
  const gone = new Promise<string>((resolve) =>
    child.once('exit', (code, killedBy) => resolve(`${killedBy ?? code} ${errors}`.trim())),
  )

  return new Promise((resolve, reject) => {
    child.on('message', (news: News) => {
      if (news.type === 'ready')
        resolve({
          pid: child.pid ?? 0,
          ready: news as Extract<News, { type: 'ready' }>,
          startMs: performance.now() - startedAt,
          send(command) {
            // It may be dying; then its end says all there is to say.
            if (child.connected) child.send(command, () => undefined)
          },
          kill() {
            child.kill('SIGKILL')
            return gone
          },
          gone,
        })
      onNews(news)
    })
    child.on('error', reject)
    child.once('exit', (code, killedBy) =>
      reject(new Error(`Standby: ${name} ended (${killedBy ?? code}) before ${until}. ${errors.trim()}`)),
    )
    const abort = (): void => void child.kill('SIGKILL')
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
  })
}

const running = new Set<ChildProcess>()

/** Every orderly way out passes the `exit` event; after a SIGKILL of this process the lost channel ends the child. */
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
