import { findFfmpeg } from '../ffmpeg.ts'
import type { WorkerCommand, WorkerNews, WorkerOptions } from './messages.ts'
import { startWorker } from './worker.ts'

/** A worker as a process: its options are the first argument, in JSON; commands and news go over Node's IPC channel. */
async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions
  const tell = (news: WorkerNews): void => {
    if (process.connected) process.send?.(news)
    else if (news.type === 'ready') console.log(news.url)
  }
  let stop = (): void => process.exit(0)
  // Nobody is left to serve for. Before the first picture too, hence before the worker starts.
  process.once('disconnect', () => stop())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop())

  const worker = await startWorker({ ...options, ffmpeg: findFfmpeg() }, tell)
  stop = () => {
    worker.close()
    process.exit(0)
  }
  process.on('message', (command: WorkerCommand) => {
    if (command.type === 'crash') throw new Error('Standby: this worker was told to crash.')
    if (command.type === 'report') tell({ type: 'report', id: command.id, report: worker.report() })
    else worker.command(command)
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
