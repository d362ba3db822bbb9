import type { CloseCode } from '@standby/gateway/protocol'
import { checkParams, type FaultParams } from '../../hls/faults/fault-params.ts'
import { StageError } from '../../control/stage-error.ts'
import type { ActiveFaults } from './active-gateway-faults.ts'
import type { Application } from '../application.ts'
import { createAlarm, type Alarm, type Clock } from '../gateway-clock.ts'
import {
  gatewayFaultNames,
  gatewayFaults,
  isGatewayFaultName,
  type GatewayFault,
  type GatewayFaultName,
} from './gateway-faults.ts'
import type { Place } from '../queue/place.ts'

export interface GatewayFaultResult {
  readonly fault: GatewayFaultName
  readonly params: FaultParams
  /** The viewers it happened to. */
  readonly viewers: readonly string[]
}

/** Injects and lifts the faults of one application. */
export interface Switches {
  inject(name: string, input?: Record<string, unknown>): GatewayFaultResult
  /** Ends a lasting fault. False when it was not active. */
  lift(name: string): boolean
  close(): void
}

export function createSwitches(application: Application, faults: ActiveFaults, clock: Clock): Switches {
  const alarms = new Map<GatewayFaultName, Alarm>()
  const endAll = (places: readonly Place[], code: CloseCode, reason?: string): void => {
    for (const place of places) application.end(place, code, reason)
  }
  const tellWorkers = (): void => {
    const places = application.places()
    for (const slot of application.pool.slots) {
      const holder = places.find((place) => place.slot === slot)
      for (const command of faults.workerCommands(holder?.id ?? null)) slot.worker?.command(command)
    }
  }
  /** Closes sockets and keeps the places. */
  const disconnect = (places: readonly Place[], cut: (place: Place) => void): void => {
    for (const place of places) {
      const { connection } = place
      if (!connection) continue
      cut(place)
      application.lost(place, connection)
    }
  }
  const assigned = (places: readonly Place[]): Place[] => places.filter((place) => place.state === 'assigned')

  const happen = (name: GatewayFaultName, params: FaultParams, places: readonly Place[]): void => {
    switch (name) {
      case 'worker-crash':
        for (const { slot } of assigned(places)) void slot?.worker?.kill()
        return
      case 'launch-fails':
      case 'streamer-not-found':
      case 'app-not-found':
      case 'resume-refused':
      case 'overload':
        return
      case 'project-disabled':
        return endAll(places, 4000)
      case 'queue-closed':
        return endAll(
          places.filter((place) => place.state === 'queued' && !place.slot),
          4001,
          String(params['reason']),
        )
      case 'max-runtime':
        for (const place of assigned(places)) {
          if (Number(params['inMs']) > 0) application.limits.setRuntime(place, Number(params['inMs']))
          else application.end(place, 4004, 'max-runtime')
        }
        return
      case 'afk':
        for (const place of assigned(places)) {
          if (Number(params['inMs']) > 0) application.limits.countDown(place, Number(params['inMs']))
          else application.end(place, 4004, 'afk')
        }
        return
      case 'app-quits':
        return endAll(assigned(places), 1000, 'ended')
      case 'kick':
        return endAll(places, 1011)
      case 'network-drop':
        return disconnect(places, (place) => place.connection?.destroy())
      case 'server-restart':
        return disconnect(places, (place) => place.connection?.close(1012))
      case 'going-away':
        return disconnect(places, (place) => place.connection?.close(1001))
      case 'silent-socket':
        for (const place of places) place.connection?.silence(true)
        return
      case 'media-freeze':
      case 'media-dead':
        return tellWorkers()
    }
  }

  const lift = (name: string): boolean => {
    const fault = known(name)
    if (!faults.active.delete(fault)) return false
    alarms.get(fault)?.clear()
    if (fault === 'silent-socket') for (const place of application.places()) place.connection?.silence(false)
    if (fault === 'media-freeze' || fault === 'media-dead') tellWorkers()
    application.events.emit({ type: 'fault', fault, phase: 'lifted', params: {} })
    return true
  }
  return {
    inject(name, { viewer, ...input } = {}) {
      const fault = known(name)
      const { lasting, params: described } = gatewayFaults[fault] as GatewayFault
      const params = checkParams(fault, { params: described, lasting }, input)
      if (viewer !== undefined && !application.places().some((place) => place.id === viewer))
        throw new StageError(400, `There is no viewer "${String(viewer)}" here.`, {
          viewers: application.places().map((place) => place.id),
        })
      const places = application.places().filter((place) => viewer === undefined || place.id === viewer)
      if (lasting) faults.active.set(fault, { params, viewer: viewer === undefined ? null : String(viewer) })
      const durationMs = Number(params['durationMs'] ?? 0)
      if (durationMs > 0) {
        const alarm = alarms.get(fault) ?? createAlarm(clock)
        alarms.set(fault, alarm)
        alarm.set(durationMs, () => lift(fault))
      } else alarms.get(fault)?.clear()
      application.events.emit({ type: 'fault', fault, phase: 'injected', params })
      happen(fault, params, places)
      return { fault, params, viewers: places.map((place) => place.id) }
    },
    lift,
    close() {
      for (const alarm of alarms.values()) alarm.clear()
    },
  }
}

function known(name: string): GatewayFaultName {
  if (isGatewayFaultName(name)) return name
  throw new StageError(404, `There is no fault "${name}".`, { faults: gatewayFaultNames })
}
