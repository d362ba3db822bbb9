import { runChild } from '../../process/run-child.ts'
import type { SignallingCommand, SignallingNews, SignallingOptions } from './signalling-process-messages.ts'
import { startSignallingServer } from './signalling-server.ts'

/** Runs a signalling server in its own process, so that it can be killed. */
runChild<SignallingOptions, SignallingCommand, SignallingNews>(async (options, tell) => {
  const server = await startSignallingServer(options, tell)
  return {
    receive: ({ id, action }) => tell({ type: 'done', id, viewers: server.run(action) }),
    close: server.close,
  }
})
