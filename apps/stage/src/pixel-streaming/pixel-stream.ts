import { randomBytes } from 'node:crypto'
import { checkParams, type FaultParams } from '../hls/faults/fault-params.ts'
import { createAlarm, realClock, type Alarm } from '../gateway/gateway-clock.ts'
import { StageError } from '../control/stage-error.ts'
import {
  createPixelStreamEvents,
  type PixelStreamEvent,
  type PixelStreamEvents,
} from './pixel-stream-events.ts'
import type { ResolvedPixelStreamOptions } from './pixel-stream-options.ts'
import type { PixelStreamState } from './pixel-stream-state.ts'
import {
  isPixelStreamingFaultName,
  pixelStreamingFaultNames,
  pixelStreamingFaults,
  type PixelStreamingFault,
  type PixelStreamingFaultName,
} from './pixel-streaming-faults.ts'
import { startSignallingProcess, type SignallingProcess } from './signalling/signalling-process.ts'
import type {
  HeldFault,
  SignallingEvent,
  SignallingRequest,
  SignallingState,
  StreamerLoss,
} from './signalling/signalling-process-messages.ts'
import { streamerAct, streamerCommands, type StreamerFault } from './streamer/streamer-faults.ts'
import type { StreamerReport } from './streamer/streamer-messages.ts'
import { pidOf, startStreamers, type StreamerPlace } from './streamer/streamers.ts'
import { supervise } from './supervisor.ts'

export interface PixelStreamFaultResult {
  readonly fault: PixelStreamingFaultName
  readonly params: FaultParams
  /** The affected viewers. */
  readonly viewers: readonly string[]
}

/** A pixel stream on the stage: a signalling server and streamers, each in its own process. */
export interface StagePixelStream {
  readonly id: string
  /** WebSocket URL for players; it never changes. */
  readonly signallingUrl: string
  readonly options: ResolvedPixelStreamOptions
  /** Injects a fault. A lasting one holds until `lift`, or for `params.durationMs`. Rejects on bad parameters. */
  inject(fault: PixelStreamingFaultName, params?: Record<string, unknown>): Promise<PixelStreamFaultResult>
  /** Ends a lasting fault. False when it was not active. */
  lift(fault: PixelStreamingFaultName): Promise<boolean>
  state(): PixelStreamState
  /** The last 200 events, without signalling messages. */
  events(): readonly PixelStreamEvent[]
  on: PixelStreamEvents['on']
  /** The next event of a type that passes the test; rejects when the stream closes first. */
  next: PixelStreamEvents['next']
  /** The last 500 signalling messages from and to players, and the total of each type. */
  requests(): {
    readonly counts: Readonly<Record<string, number>>
    readonly requests: readonly (SignallingRequest & { readonly at: number })[]
  }
  /** Simulated viewers ask for a streamer; with one they leave after `stayMs` (default 0: they stay). Returns their ids. */
  addViewers(count: number, options?: { stayMs?: number }): Promise<readonly string[]>
  /** Simulated viewers leave, the newest first; default: all. Returns how many left. */
  removeViewers(count?: number): Promise<number>
  /** Sends a response from the application to every player. */
  message(data: unknown): void
  /** The application asks every player for text. */
  askForText(value: string): void
  /** Closes one viewer's socket with a code. */
  end(viewer: string, code: number, reason?: string): Promise<void>
  /** A report from each running streamer process. */
  report(): Promise<readonly StreamerReport[]>
  /** Ends every process. */
  close(): Promise<void>
}

const maxKeptRequests = 500
const nothing: SignallingState = { streamers: [], viewers: [], queue: 0, sessions: 0, sockets: 0 }

/** Resolves once players can connect and every streamer is listed. */
export async function startPixelStream(
  options: ResolvedPixelStreamOptions,
  { onClose }: { onClose: () => void },
): Promise<StagePixelStream> {
  const clock = realClock
  const events = createPixelStreamEvents()
  const streamerSecret = freshId()
  const heldByServer = new Map<PixelStreamingFaultName, HeldFault>()
  const heldByStreamers = new Map<PixelStreamingFaultName, StreamerFault>()
  const heldByStage = new Map<PixelStreamingFaultName, FaultParams>()
  const alarms = new Map<PixelStreamingFaultName, Alarm>()
  const requests: (SignallingRequest & { at: number })[] = []
  const counts: Record<string, number> = {}
  let [signalled, port, firstPlayer, closed] = [nothing, 0, 0, false]

  const hear = (event: SignallingEvent): void => {
    if (event.type === 'joined') firstPlayer++
    if (event.type === 'request') {
      const { viewer, direction, message } = event
      counts[message] = (counts[message] ?? 0) + 1
      requests.push({ at: Date.now(), viewer, direction, message })
      if (requests.length > 2 * maxKeptRequests) requests.splice(0, maxKeptRequests)
    }
    events.emit(event)
  }
  const server = supervise<SignallingProcess>({
    restartMs: options.restartMs,
    clock,
    start: (signal) =>
      startSignallingProcess(
        { ...options, port, streamerSecret, firstPlayer, held: [...heldByServer.values()] },
        (news) => {
          if (news.type === 'state') signalled = news.state
          if (news.type === 'event') hear(news.event)
        },
        signal,
      ),
    onState(state, process, error) {
      if (process) port = process.port
      if (state === 'down') signalled = nothing
      events.emit({
        type: 'server',
        state,
        pid: pidOf(process),
        ...(error === undefined ? {} : { error }),
      })
    },
  })
  await server.running()
  const address = `ws://127.0.0.1:${port}`
  const streamers = startStreamers({
    options,
    signallingUrl: `${address}/streamer/${streamerSecret}`,
    clock,
    events,
    briefing: (place) => streamerCommands(heldByStreamers, place),
  })
  const closeAll = async (): Promise<void> => {
    closed = true
    for (const alarm of alarms.values()) alarm.clear()
    for (const place of streamers) place.freeze(false)
    await Promise.all([server.close(), ...streamers.map(({ supervised }) => supervised.close())])
    events.emit({ type: 'closed' })
  }
  await Promise.all(streamers.map(({ supervised }) => supervised.running())).catch(async (error: unknown) => {
    onClose()
    await closeAll()
    throw error
  })

  const ask: SignallingProcess['run'] = async (action) => (await server.process?.run(action)) ?? []
  /** The streamers of a viewer; null: all streamers. */
  const placesOf = (viewer: string | null): readonly StreamerPlace[] => {
    if (viewer === null) return streamers
    const streamer = signalled.viewers.find(({ id }) => id === viewer)?.streamer
    return streamers.filter((place) => place.peers.has(viewer) || place.streamer === streamer)
  }
  const brief = (): void => {
    for (const place of streamers)
      for (const command of streamerCommands(heldByStreamers, place)) place.command(command)
  }
  const viewersOf = (places: readonly StreamerPlace[]): string[] => [
    ...new Set(
      places.flatMap((place) => [
        ...place.peers,
        ...signalled.viewers.filter(({ streamer }) => streamer === place.streamer).map(({ id }) => id),
      ]),
    ),
  ]

  const happenToStreamers = (
    fault: PixelStreamingFaultName,
    params: FaultParams,
    viewer: string | null,
  ): readonly string[] => {
    const places = placesOf(viewer)
    if (pixelStreamingFaults[fault].lasting) {
      heldByStreamers.set(fault, { params, place: viewer === null ? null : (places[0] ?? null) })
      brief()
    } else
      for (const place of places) {
        const command = streamerAct(fault, viewer, freshId)
        if (command) place.command(command)
      }
    return viewersOf(places)
  }
  const happenToProcesses = async (
    fault: PixelStreamingFaultName,
    params: FaultParams,
    viewer: string | null,
  ): Promise<readonly string[]> => {
    if (fault === 'server-kill') {
      const viewers = signalled.viewers.map(({ id }) => id)
      heldByStage.set(fault, params)
      server.hold(true)
      await server.kill()
      return viewers
    }
    const places = placesOf(viewer)
    const viewers = viewersOf(places)
    if (fault === 'worker-frozen') {
      heldByStage.set(fault, params)
      for (const place of places) place.freeze(true)
    } else {
      await ask({ type: 'streamer-loss', tell: params['tell'] as StreamerLoss })
      await Promise.all(places.map(({ supervised }) => supervised.kill()))
    }
    return viewers
  }

  const lift = async (name: string): Promise<boolean> => {
    const fault = known(name)
    alarms.get(fault)?.clear()
    if (heldByServer.delete(fault)) await ask({ type: 'lift', fault })
    else if (heldByStreamers.delete(fault)) brief()
    else if (heldByStage.delete(fault)) {
      if (fault === 'worker-frozen') for (const place of streamers) place.freeze(false)
      else {
        server.hold(false)
        await server.running()
      }
    } else return false
    events.emit({ type: 'fault', fault, phase: 'lifted', params: {} })
    return true
  }

  let closing: Promise<void> | null = null
  return {
    id: options.id,
    signallingUrl: address,
    options,
    async inject(name, { viewer, ...input } = {}) {
      const fault = known(name)
      const { lasting, params: described, by } = pixelStreamingFaults[fault] as PixelStreamingFault
      const params = checkParams(fault, { params: described, lasting }, input)
      if (viewer !== undefined && !signalled.viewers.some(({ id }) => id === viewer))
        throw new StageError(400, `There is no viewer "${String(viewer)}" here.`, {
          viewers: signalled.viewers.map(({ id }) => id),
        })
      const only = viewer === undefined ? null : String(viewer)
      const durationMs = Number(params['durationMs'] ?? 0)
      const alarm = alarms.get(fault) ?? createAlarm(clock)
      alarms.set(fault, alarm)
      if (durationMs > 0) alarm.set(durationMs, () => void lift(fault).catch(() => undefined))
      else alarm.clear()
      events.emit({ type: 'fault', fault, phase: 'injected', params })
      if (by === 'streamer') return { fault, params, viewers: happenToStreamers(fault, params, only) }
      if (by === 'stage') return { fault, params, viewers: await happenToProcesses(fault, params, only) }
      const held: HeldFault = { fault, params, viewer: only }
      if (lasting) heldByServer.set(fault, held)
      return { fault, params, viewers: await ask({ type: 'inject', ...held }) }
    },
    lift,
    state: () => ({
      server: { state: server.state, pid: pidOf(server.process) },
      workers: streamers.map(({ streamer, supervised, frozen, peers }) => ({
        streamer,
        state: frozen ? 'frozen' : supervised.state,
        pid: pidOf(supervised.process),
        players: [...peers],
      })),
      viewers: signalled.viewers.map((viewer) => ({
        ...viewer,
        media: streamers.some(({ peers }) => peers.has(viewer.id)),
      })),
      queue: signalled.queue,
      sessions: signalled.sessions,
      sockets: signalled.sockets,
      peerConnections: streamers.reduce((sum, { peers }) => sum + peers.size, 0),
      activeFaults: [...heldByServer.keys(), ...heldByStreamers.keys(), ...heldByStage.keys()],
    }),
    events: events.past,
    on: events.on,
    next: events.next,
    requests: () => ({ counts: { ...counts }, requests: requests.slice(-maxKeptRequests) }),
    addViewers: (count, { stayMs = 0 } = {}) => ask({ type: 'add-viewers', count, stayMs }),
    removeViewers: async (count = Number.MAX_SAFE_INTEGER) =>
      (await ask({ type: 'remove-viewers', count })).length,
    message(data) {
      for (const place of streamers) place.command({ type: 'message', data })
    },
    askForText(value) {
      for (const place of streamers) place.command({ type: 'text-input', value, multiline: false })
    },
    async end(viewer, code, reason = '') {
      await ask({ type: 'end', viewer, code, reason })
    },
    async report() {
      const reports = await Promise.all(streamers.map(({ supervised }) => supervised.process?.report()))
      return reports.filter((report): report is StreamerReport => !!report)
    },
    close: () => {
      if (!closed) onClose()
      return (closing ??= closeAll())
    },
  }
}

function freshId(): string {
  return randomBytes(8).toString('hex')
}

function known(name: string): PixelStreamingFaultName {
  if (isPixelStreamingFaultName(name)) return name
  throw new StageError(404, `There is no fault "${name}".`, { faults: pixelStreamingFaultNames })
}
