import type { CloseCode } from '@standby/gateway/protocol'
import { startWorkerProcess } from '../worker/worker-process.ts'
import { createActiveFaults } from './faults/active-gateway-faults.ts'
import { createApplication, type Application } from './application.ts'
import type { ApplicationEvent, ApplicationEvents } from './application-events.ts'
import type { ResolvedApplicationOptions } from './application-options.ts'
import { createAlarm, realClock, type Clock } from './gateway-clock.ts'
import type { GatewayFaultName } from './faults/gateway-faults.ts'
import { createSwitches, type GatewayFaultResult } from './faults/inject.ts'
import type { StartWorker } from './queue/pool.ts'
import { createSimulatedViewers } from './queue/simulated.ts'
import { startStandInWorker } from './stand-in-worker.ts'

export interface ApplicationState {
  readonly workers: readonly {
    readonly id: string
    readonly state: 'empty' | 'starting' | 'free' | 'busy' | 'down'
    /** Process id; null without a process. */
    readonly pid: number | null
    readonly viewer: string | null
  }[]
  readonly viewers: readonly {
    readonly id: string
    readonly simulated: boolean
    readonly state: 'queued' | 'offered' | 'assigned' | 'ended'
    /** Place in the queue, from 1; null with a worker. */
    readonly position: number | null
    /** False while the place is kept without a socket. */
    readonly present: boolean
    readonly worker: string | null
    readonly peerConnections: number
  }[]
  readonly queue: number
  readonly sessions: number
  /** Sockets of real viewers, including those that have not sent a request. */
  readonly sockets: number
  /** Peer connections that workers hold open, including those of viewers who have left. */
  readonly peerConnections: number
  readonly activeFaults: readonly GatewayFaultName[]
}

/** An interactive application on the stage. */
export interface StageApplication {
  readonly id: string
  /** WebSocket URL for viewers; the application also answers at `/session`. */
  readonly gatewayUrl: string
  readonly options: ResolvedApplicationOptions
  /** Injects a fault. A lasting one holds until `lift`, or for `params.durationMs`. Throws a `StageError` on bad parameters. */
  inject(fault: GatewayFaultName, params?: Record<string, unknown>): GatewayFaultResult
  /** Ends a lasting fault. False when it was not active. */
  lift(fault: GatewayFaultName): boolean
  state(): ApplicationState
  /** The last 200 events. */
  events(): readonly ApplicationEvent[]
  on: ApplicationEvents['on']
  /** The next event of a type that passes the test; rejects when the application closes first. */
  next: ApplicationEvents['next']
  /** Simulated viewers join the queue; with a worker they leave after `stayMs` (0 or unset: they stay). Returns their ids. */
  addViewers(count: number, options?: { stayMs?: number }): readonly string[]
  /** Simulated viewers leave, the newest first; default: all. Returns how many left. */
  removeViewers(count?: number): number
  /** Sends a notice to every viewer, or to one. */
  notice(text: string, viewer?: string): void
  /** Sends application data to every viewer, or to one. */
  message(data: unknown, viewer?: string): void
  /** Asks every viewer to reconnect within `withinMs`, then closes the remaining sockets with 1012. */
  drain(withinMs: number): void
  /** Sets the remaining time of running sessions, ms; null lifts the limit. */
  setLimit(remainingMs: number | null, viewer?: string): void
  /** Ends one viewer's session with a code. */
  end(viewer: string, code: CloseCode, reason?: string): void
  /** Ends every session and every worker process. */
  close(): Promise<void>
}

export interface StagedApplication extends StageApplication {
  readonly application: Application
}

export function createStageApplication(
  options: ResolvedApplicationOptions,
  {
    gatewayUrl,
    clock = realClock,
    startWorker = options.media === 'none' ? startStandInWorker : startWorkerProcess,
    sockets,
    onClose,
  }: {
    gatewayUrl: string
    clock?: Clock
    startWorker?: StartWorker
    sockets: () => number
    onClose: () => void
  },
): StagedApplication {
  const faults = createActiveFaults()
  const application = createApplication(options, { clock, startWorker, faults })
  const switches = createSwitches(application, faults, clock)
  const simulated = createSimulatedViewers(application, clock)
  const those = (viewer?: string): ReturnType<Application['places']> =>
    application.places().filter((place) => viewer === undefined || place.id === viewer)
  const drained = createAlarm(clock)
  let closing: Promise<void> | null = null

  return {
    id: options.id,
    gatewayUrl,
    options,
    application,
    inject: switches.inject,
    lift: switches.lift,
    state: () => ({ ...describe(application), sockets: sockets(), activeFaults: [...faults.active.keys()] }),
    events: application.events.past,
    on: application.events.on,
    next: application.events.next,
    addViewers: (count, { stayMs } = {}) => simulated.add(count, stayMs),
    removeViewers: (count) => simulated.leave(count),
    notice(text, viewer) {
      for (const { connection } of those(viewer)) connection?.send({ type: 'notice', text })
    },
    message(data, viewer) {
      for (const { connection } of those(viewer)) connection?.send({ type: 'message', data })
    },
    drain(withinMs) {
      const before = those().map((place) => ({ place, connection: place.connection }))
      for (const { connection } of before) connection?.send({ type: 'draining', withinMs })
      drained.set(withinMs, () => {
        for (const { place, connection } of before) {
          if (!connection || place.connection !== connection) continue
          connection.close(1012)
          application.lost(place, connection)
        }
      })
    },
    setLimit(remainingMs, viewer) {
      for (const place of those(viewer))
        if (place.state === 'assigned') application.limits.setRuntime(place, remainingMs)
    },
    end(viewer, code, reason) {
      for (const place of those(viewer)) application.end(place, code, reason)
    },
    close: () =>
      (closing ??= (async () => {
        onClose()
        switches.close()
        drained.clear()
        await application.close()
      })()),
  }
}

function describe(application: Application): Omit<ApplicationState, 'sockets' | 'activeFaults'> {
  const places = application.places()
  return {
    workers: application.pool.slots.map((slot) => ({
      id: slot.id,
      state: slot.state === 'running' ? (slot.taken ? 'busy' : 'free') : slot.state,
      pid: slot.worker && slot.worker.pid > 0 ? slot.worker.pid : null,
      viewer: places.find((place) => place.slot === slot)?.id ?? null,
    })),
    viewers: places.map((place) => {
      const index = application.queue.places.indexOf(place)
      return {
        id: place.id,
        simulated: place.simulated,
        state: place.state,
        position: index < 0 ? null : index + 1,
        present: place.connection !== null,
        worker: place.slot?.id ?? null,
        peerConnections: place.peers,
      }
    }),
    queue: application.queue.places.length,
    sessions: places.filter((place) => place.state === 'assigned').length,
    peerConnections: application.peerConnections(),
  }
}
