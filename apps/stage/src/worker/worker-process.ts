import { startChildProgram } from '../process/child-program.ts'
import { createReports } from '../process/reports.ts'
import type { WorkerCommand, WorkerNews, WorkerOptions, WorkerReport } from './messages.ts'

/** A worker in its own process. */
export interface WorkerProcess {
  readonly pid: number
  /** Its WHEP endpoint. */
  readonly url: string
  /** Time from the start of the process to the first picture, ms. */
  readonly startMs: number
  command(command: Exclude<WorkerCommand, { type: 'report' }>): void
  /** Rejects when the process ends before it answers. */
  report(): Promise<WorkerReport>
  /** Sends SIGKILL, like a power cut. Resolves once the process is gone. */
  kill(): Promise<void>
  /** Resolves once the process is gone, for any reason. */
  readonly gone: Promise<void>
}

/** Starts a worker process. Resolves once it has a picture; rejects with its error output when it ends first. */
export async function startWorkerProcess(
  options: WorkerOptions = {},
  onNews: (news: WorkerNews) => void = () => undefined,
  signal?: AbortSignal,
): Promise<WorkerProcess> {
  const reports = createReports<WorkerReport>(() => child)
  const child = await startChildProgram<WorkerCommand, WorkerNews>({
    name: 'a worker',
    until: 'its first picture',
    entry: new URL('./worker-main.ts', import.meta.url),
    options,
    signal,
    onNews(news) {
      if (news.type === 'report') reports.answered(news.id, news.report)
      onNews(news)
    },
  })
  return {
    pid: child.pid,
    url: child.ready.url,
    startMs: child.startMs,
    command: child.send,
    async report() {
      const report = await reports.ask()
      if (!report) throw new Error('Standby: the worker ended before it answered.')
      return report
    },
    kill: async () => void (await child.kill()),
    gone: child.gone.then(() => undefined),
  }
}
