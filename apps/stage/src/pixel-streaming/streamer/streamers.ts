import type { Clock } from '../../gateway/gateway-clock.ts'
import { freezeProcess } from '../frozen-process.ts'
import type { PixelStreamEvents } from '../pixel-stream-events.ts'
import type { ResolvedPixelStreamOptions } from '../pixel-stream-options.ts'
import { startStandInStreamer, startStreamerProcess, type StreamerProcess } from './streamer-process.ts'
import type { StreamerCommand, StreamerNews } from './streamer-messages.ts'
import { supervise, type Supervised } from '../supervisor.ts'

/** A slot for one streamer. Its process can die and be replaced. */
export interface StreamerPlace {
  /** Id at the signalling server; null while not registered. */
  readonly streamer: string | null
  readonly supervised: Supervised<StreamerProcess>
  /** Players with a peer connection to it. */
  readonly peers: ReadonlySet<string>
  readonly frozen: boolean
  /** Sends SIGSTOP or SIGCONT. */
  freeze(on: boolean): void
  command(command: Exclude<StreamerCommand, { type: 'report' }>): void
}

export interface StreamersOptions {
  readonly options: ResolvedPixelStreamOptions
  readonly signallingUrl: string
  readonly clock: Clock
  readonly events: PixelStreamEvents
  /** The first commands for a new streamer. */
  readonly briefing: (place: StreamerPlace) => readonly Exclude<StreamerCommand, { type: 'report' }>[]
}

export function startStreamers(deps: StreamersOptions): readonly StreamerPlace[] {
  const { options, events, clock, signallingUrl } = deps
  const start = options.media === 'none' ? startStandInStreamer : startStreamerProcess
  let started = 0

  const startPlace = (): StreamerPlace => {
    let streamer: string | null = null
    let thaw: (() => void) | null = null
    let number = 0
    const peers = new Set<string>()
    const hear = (news: StreamerNews): void => {
      switch (news.type) {
        case 'registered':
          streamer = news.id
          return
        case 'player':
          if (news.state === 'opened') peers.add(news.player)
          if (news.state === 'gone') peers.delete(news.player)
          return events.emit({ type: 'media', viewer: news.player, state: news.state })
        case 'message':
          return events.emit({ type: 'message', viewer: news.player, kind: news.kind, text: news.text })
        case 'malformed':
          return events.emit({ type: 'malformed', viewer: news.player, what: news.what })
      }
    }
    const supervised = supervise<StreamerProcess>({
      restartMs: options.restartMs,
      clock,
      start(signal) {
        number = ++started
        const { width, height, fps, kbps, streamerId } = options
        return start(
          { number, width, height, fps, kbps, signallingUrl, streamerId },
          (news) => hear(news),
          signal,
        )
      },
      onState(state, process, error) {
        if (state === 'down') {
          streamer = null
          thaw?.()
          thaw = null
          for (const viewer of peers) events.emit({ type: 'media', viewer, state: 'gone' })
          peers.clear()
        }
        if (state === 'running') for (const command of deps.briefing(place)) process?.command(command)
        events.emit({
          type: 'worker',
          worker: number,
          state,
          pid: pidOf(process),
          ...(error === undefined ? {} : { error }),
        })
      },
    })
    const place: StreamerPlace = {
      get streamer() {
        return streamer
      },
      supervised,
      peers,
      get frozen() {
        return thaw !== null
      },
      freeze(on) {
        const pid = pidOf(supervised.process)
        if (!on) {
          thaw?.()
          thaw = null
        } else if (pid !== null) thaw ??= freezeProcess(pid)
      },
      command: (command) => supervised.process?.command(command),
    }
    return place
  }
  return Array.from({ length: options.streamers }, startPlace)
}

export function pidOf(process: { readonly pid: number } | null): number | null {
  return process && process.pid > 0 ? process.pid : null
}
