import type { Session } from '@standby/core'
import type { StreamEvent, StreamOptions } from '@standby/stage'
import { faults, type FaultName } from '@standby/stage/faults'
import { createPlayer } from '../player/create-player.ts'
import type { Observation } from '../player/observe-player.ts'
import type { PlayerOptions } from '../player/player-options.ts'
import { createStream, type StreamClient } from '../stage/stage-client.ts'
import { Store } from '../store.ts'
import { EventLog } from './log.ts'

/** One stream of the stage and the session that plays it. */
export interface Show {
  readonly stream: StreamClient
  readonly session: Session
}

export interface DeskState {
  readonly show: Show | null
  /** A stream is being set up. */
  readonly opening: boolean
  /** Lasting faults that hold now. */
  readonly active: readonly FaultName[]
  /** What went wrong last, in a sentence. */
  readonly problem: string | null
}

/** What the desk controls: one stream at a time, its faults, its player, the log of both. */
export class Desk {
  readonly state = new Store<DeskState>({ show: null, opening: false, active: [], problem: null })
  /** What is seen of the player, once it is on the page. */
  readonly observation = new Store<Observation | null>(null)
  readonly log = new EventLog()
  private stopShow: () => void = () => {}

  constructor(readonly stage: string) {}

  /** Takes the stream that runs off the stage and sets up another one. Rejects when the stage refuses. */
  async open(stream: StreamOptions, player: PlayerOptions = {}): Promise<Show> {
    await this.close()
    this.change({ opening: true, problem: null })
    try {
      const client = await createStream(this.stage, stream)
      if (player.faultBefore) await client.inject(player.faultBefore)
      const session = createPlayer(client, player)
      const stops = [this.log.follow(session), client.watch((event) => this.heard(event))]
      this.stopShow = () => stops.forEach((stop) => stop())
      const show = { stream: client, session }
      this.change({ show, opening: false, active: client.state.activeFaults })
      return show
    } catch (error) {
      this.change({ opening: false, problem: sentence(error) })
      throw error
    }
  }

  async close(): Promise<void> {
    const { show } = this.state.get()
    this.stopShow()
    this.stopShow = () => {}
    this.change({ show: null, active: [] })
    show?.session.destroy()
    await show?.stream.close().catch(() => undefined)
  }

  /** Makes a fault happen, or ends it where it lasts and holds already. */
  async press(fault: FaultName, params: Record<string, unknown> = {}): Promise<void> {
    const { show, active } = this.state.get()
    if (!show) return
    try {
      if (active.includes(fault)) await show.stream.lift(fault)
      else await show.stream.inject(fault, params)
      this.change({ problem: null })
    } catch (error) {
      this.change({ problem: sentence(error) })
    }
  }

  private heard(event: StreamEvent): void {
    this.log.addStageEvent(event)
    if (event.type !== 'fault') return
    const others = this.state.get().active.filter((fault) => fault !== event.fault)
    const holds = event.phase === 'injected' && faults[event.fault].lasting
    this.change({ active: holds ? [...others, event.fault] : others })
  }

  private change(part: Partial<DeskState>): void {
    this.state.set({ ...this.state.get(), ...part })
  }
}

function sentence(error: unknown): string {
  if (error instanceof TypeError) return 'The stage does not answer; start it with `npm run demo`.'
  return error instanceof Error ? error.message.replace(/^Standby: /, '') : String(error)
}
