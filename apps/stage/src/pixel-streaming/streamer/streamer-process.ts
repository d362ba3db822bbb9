import { startChildProgram } from '../../process/child-program.ts'
import { createReports } from '../../process/reports.ts'
import { openStreamerLink } from './streamer-link.ts'
import type { StreamerCommand, StreamerNews, StreamerOptions, StreamerReport } from './streamer-messages.ts'

/** A streamer in its own process. */
export interface StreamerProcess {
  /** 0 for a stand-in, which has no process. */
  readonly pid: number
  command(command: Exclude<StreamerCommand, { type: 'report' }>): void
  /** Null when the process is gone; a frozen process answers once it goes on. */
  report(): Promise<StreamerReport | null>
  kill(): Promise<unknown>
  /** Resolves with a description of the exit. */
  readonly gone: Promise<string>
}

export type StartStreamer = (
  options: StreamerOptions,
  onNews: (news: StreamerNews) => void,
  signal: AbortSignal,
) => Promise<StreamerProcess>

/** Resolves once it is registered and has a picture. */
export const startStreamerProcess: StartStreamer = async (options, onNews, signal) => {
  const reports = createReports<StreamerReport>(() => child)
  const child = await startChildProgram<StreamerCommand, StreamerNews>({
    name: 'a streamer',
    until: 'its first picture',
    entry: new URL('./streamer-main.ts', import.meta.url),
    options,
    signal,
    onNews(news) {
      if (news.type === 'report') reports.answered(news.id, news.report)
      onNews(news)
    },
  })
  return {
    pid: child.pid,
    command: child.send,
    report: reports.ask,
    kill: child.kill,
    gone: child.gone,
  }
}

/** A streamer without a process and media: it is listed and takes players, but never makes an offer. */
export const startStandInStreamer: StartStreamer = ({ signallingUrl, streamerId }, onNews, signal) => {
  let end: (how: string) => void = () => undefined
  const gone = new Promise<string>((resolve) => (end = resolve))
  return new Promise((resolve, reject) => {
    const kill = (): Promise<unknown> => {
      link.close()
      end('SIGKILL')
      return gone
    }
    signal.addEventListener('abort', () => {
      void kill()
      reject(new Error('Standby: the streamer was closed before it was listed.'))
    })
    const link = openStreamerLink({
      url: signallingUrl,
      id: streamerId,
      onMessage: () => undefined,
      onRegistered(id) {
        onNews({ type: 'registered', id })
        resolve({
          pid: 0,
          command(command) {
            if (command.type === 'crash') void kill()
            if (command.type === 'signalling') link.attend(command.on)
            if (command.type === 'rename') link.rename(command.id)
          },
          report: () => Promise.resolve(null),
          kill,
          gone,
        })
      },
    })
  })
}
