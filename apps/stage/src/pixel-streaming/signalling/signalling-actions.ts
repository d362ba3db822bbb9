import { createAlarm, type Alarm, type Clock } from '../../gateway/gateway-clock.ts'
import { malformedFrames } from '../malformed.ts'
import type { SignallingAction } from './signalling-process-messages.ts'
import type { SignallingPlayer } from './signalling-player.ts'
import type { Signalling } from './signalling.ts'

/** Carries out the stage's actions on a signalling server. */
export interface SignallingActions {
  /** Returns the affected viewers. */
  run(action: SignallingAction): readonly string[]
  close(): void
}

const noStatusCode = 1005
const abnormalCode = 1006

export function createSignallingActions(signalling: Signalling, clock: Clock): SignallingActions {
  const stays = new Map<SignallingPlayer, Alarm>()

  const leave = (player: SignallingPlayer): void => {
    stays.get(player)?.clear()
    stays.delete(player)
    signalling.end(player, { code: 1000, reason: '' })
  }
  const addViewer = (stayMs: number): string | null => {
    const player = signalling.simulate()
    if (player.state !== 'subscribed' && player.state !== 'queued') {
      leave(player)
      return null
    }
    const alarm = createAlarm(clock)
    stays.set(player, alarm)
    const stay = (): void => {
      if (stayMs > 0) alarm.set(stayMs, () => leave(player))
    }
    if (player.state === 'subscribed') stay()
    else player.onPlace = stay
    return player.id
  }

  const inject = ({
    fault,
    params,
    viewer,
  }: Extract<SignallingAction, { type: 'inject' }>): readonly string[] => {
    const these = signalling.players().filter(({ id }) => viewer === null || id === viewer)
    const inside = these.filter(({ state }) => state === 'subscribed')
    const { held } = signalling.faults
    const close = (players: readonly SignallingPlayer[], code: number | null, reason = ''): void => {
      for (const player of players) signalling.end(player, { code, reason })
    }
    switch (fault) {
      case 'project-disabled':
        held.set(fault, { fault, params, viewer })
        for (const player of these) signalling.endAs(player, fault)
        break
      case 'queue-closed':
        held.set(fault, { fault, params, viewer })
        for (const player of these) if (player.state === 'queued') signalling.endAs(player, fault)
        break
      case 'silent-socket':
        held.set(fault, { fault, params, viewer })
        for (const { socket } of these) socket?.silence(true)
        break
      case 'max-runtime':
      case 'afk':
      case 'app-crash':
      case 'resume-refused':
        for (const player of inside) signalling.endAs(player, fault)
        break
      case 'app-quits':
        close(inside, 1000)
        break
      case 'kick':
        close(these, 1011, String(params['reason']))
        break
      case 'close': {
        const code = Number(params['code'])
        if (code === abnormalCode) for (const player of these) signalling.cut(player)
        else close(these, code === noStatusCode ? null : code)
        break
      }
      case 'network-drop':
        for (const player of these) signalling.cut(player)
        break
      case 'server-restart':
        close(these, 1012)
        break
      case 'going-away':
        close(these, 1001)
        break
      case 'malformed':
        for (const { socket } of these) for (const frame of malformedFrames()) socket?.sendRaw(frame)
        break
      default:
        held.set(fault, { fault, params, viewer })
    }
    return these.map(({ id }) => id)
  }

  return {
    run(action) {
      switch (action.type) {
        case 'inject':
          return inject(action)
        case 'lift':
          signalling.faults.held.delete(action.fault)
          if (action.fault === 'silent-socket')
            for (const { socket } of signalling.players()) socket?.silence(false)
          signalling.promote()
          return []
        case 'add-viewers':
          return Array.from({ length: action.count }, () => addViewer(action.stayMs)).filter(
            (id): id is string => id !== null,
          )
        case 'remove-viewers': {
          const leaving = signalling
            .players()
            .filter(({ socket }) => !socket)
            .toReversed()
            .slice(0, action.count)
          for (const player of leaving) leave(player)
          return leaving.map(({ id }) => id)
        }
        case 'end': {
          const { viewer, code, reason } = action
          const player = signalling.players().find(({ id }) => id === viewer)
          if (player) signalling.end(player, { code, reason })
          return player ? [player.id] : []
        }
        case 'streamer-loss':
          signalling.onNextStreamerLoss(action.tell)
          return []
      }
    },
    close() {
      for (const alarm of stays.values()) alarm.clear()
    },
  }
}
