import { findFfmpeg } from '../process/ffmpeg.ts'
import { runChild } from '../process/run-child.ts'
import type { WorkerCommand, WorkerNews, WorkerOptions } from './messages.ts'
import { startWorker } from './worker.ts'

/** Runs a worker in its own process. */
runChild<WorkerOptions, WorkerCommand, WorkerNews>(async (options, tell) => {
  const worker = await startWorker({ ...options, ffmpeg: findFfmpeg() }, tell)
  return {
    receive(command) {
      if (command.type === 'crash') throw new Error('Standby: this worker was told to crash.')
      if (command.type === 'report') tell({ type: 'report', id: command.id, report: worker.report() })
      else worker.command(command)
    },
    close: worker.close,
  }
})
