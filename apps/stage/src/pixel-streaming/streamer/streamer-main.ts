import { findFfmpeg } from '../../process/ffmpeg.ts'
import { runChild } from '../../process/run-child.ts'
import type { StreamerCommand, StreamerNews, StreamerOptions } from './streamer-messages.ts'
import { startStreamer } from './streamer.ts'

/** Runs a streamer in its own process. */
runChild<StreamerOptions, StreamerCommand, StreamerNews>(async (options, tell) => {
  const streamer = await startStreamer({ ...options, ffmpeg: findFfmpeg() }, tell)
  return {
    receive(command) {
      if (command.type === 'crash') throw new Error('Standby: this streamer was told to crash.')
      if (command.type === 'report') tell({ type: 'report', id: command.id, report: streamer.report() })
      else streamer.command(command)
    },
    close: streamer.close,
  }
})
