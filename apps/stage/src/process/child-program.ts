import { spawn, type ChildProcess } from 'node:child_process'
import { bundleProgram, programFolder } from './program.ts'

/** A program of the stage in its own process, which ends together with this one. */
export interface ChildProgram<Command, Ready> {
  readonly pid: number
  /** Its message of type `ready`. */
  readonly ready: Ready
  /** Time from the start of the process until it was ready, ms. */
  readonly startMs: number
  send(command: Command): void
  /** Sends SIGKILL, like a power cut. Resolves once the process is gone. */
  kill(): Promise<unknown>
  /** Resolves once the process is gone, with its exit code or signal and the end of its error output. */
  readonly gone: Promise<string>
}

export interface ChildProgramOptions<News> {
  /** Name of the process in errors, such as `a worker`. */
  readonly name: string
  /** What makes it ready, for errors, such as `its first picture`. */
  readonly until: string
  /** The main module. It gets `options` as JSON in its first argument, and commands over Node's IPC channel. */
  readonly entry: URL
  readonly options: unknown
  readonly onNews: (news: News) => void
  readonly signal?: AbortSignal | undefined
}

/** Resolves with the message of type `ready`; rejects with the error output when the process ends first. */
export async function startChildProgram<Command extends object, News extends { readonly type: string }>(
  options: ChildProgramOptions<News>,
): Promise<ChildProgram<Command, Extract<News, { type: 'ready' }>>> {
  const { name, until, entry, onNews, signal } = options
  const startedAt = performance.now()
  // Copied before the wait below, so that a later change to `process.env` has no effect.
  const env = { ...process.env }
  const program = await bundleProgram(entry)
  const child = spawn(process.execPath, ['--input-type=module', '-', JSON.stringify(options.options)], {
    cwd: programFolder,
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  })
  endWithProcess(child)
  // The child may be killed while it still reads its program.
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
            // A command to a dying child is lost; `gone` reports its end.
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

/** An orderly exit emits `exit`, which kills the child. After a SIGKILL of this process, the closed channel ends it. */
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
