import type { ApplicationOptions, PixelStreamOptions, StreamEvent, StreamOptions } from '@standby/stage'
import { faults } from '@standby/stage/faults'
import { gatewayFaults } from '@standby/stage/gateway-faults'
import { pixelStreamingFaults } from '@standby/stage/pixel-streaming-faults'
import { applicationOptions, type ApplicationWish } from '../application-wish.ts'
import type { Observation } from '../player/observe-player.ts'
import type { ApplicationPlayerOptions, StreamPlayerOptions } from '../player/player-options.ts'
import { pixelStreamOptions, type PixelStreamWish } from '../pixel-stream-wish.ts'
import type { InteractiveEvent } from '../stage/interactive-client.ts'
import { Store } from '../store.ts'
import { interactiveText } from './interactive-text.ts'
import { EventLog } from './log.ts'
import { PoolWatch } from './pool/pool-watch.ts'
import {
  openApplication,
  openPixelStream,
  openStream,
  type InteractiveShow,
  type Show,
  type StreamShow,
} from './show/show.ts'
import { streamText } from './stream-text.ts'
import { WebhookLog } from './webhooks/webhook-log.ts'

export interface DeskState {
  readonly show: Show | null
  /** The kind of show that is being set up. */
  readonly opening: Show['kind'] | null
  /** Lasting faults that are active now. */
  readonly active: readonly string[]
  /** The last problem, as a sentence. */
  readonly problem: string | null
}

type StageEvent = StreamEvent | InteractiveEvent

/** The state of the desk: one show at a time, its faults, its player and the log. */
export class Desk {
  readonly state = new Store<DeskState>({ show: null, opening: null, active: [], problem: null })
  /** What the page observes of the player; `null` before it is on the page. */
  readonly observation = new Store<Observation | null>(null)
  /** Whether the player's statistics are shown. */
  readonly statistics = new Store(false)
  /** Pool and queue of the running show; `null` for a live stream. */
  readonly pool = new Store<PoolWatch | null>(null)
  /** The webhooks of the running stream; `null` when none are sent. */
  readonly webhooks = new Store<WebhookLog | null>(null)
  readonly log = new EventLog()
  private stopShow: () => void = () => {}

  constructor(readonly stage: string) {}

  /** Closes the running show and sets up a stream. Rejects when the stage refuses. */
  async openStream(stream: StreamOptions, player: StreamPlayerOptions = {}): Promise<StreamShow> {
    const show = await this.open('stream', () => openStream(this.stage, stream, player))
    const webhooks = show.client.statusUrl === null ? null : new WebhookLog()
    this.webhooks.set(webhooks)
    this.follow(show, [
      show.client.watch((event) => {
        this.heard(event, streamText(event))
        if (event.type === 'webhook') webhooks?.add(event)
      }),
      () => this.webhooks.set(null),
    ])
    return show
  }

  /** Closes the running show and sets up an application. Rejects when the stage refuses. */
  async openApplication(
    application: ApplicationOptions,
    player: ApplicationPlayerOptions = {},
  ): Promise<InteractiveShow> {
    return this.followPool(
      await this.open('application', () => openApplication(this.stage, application, player)),
    )
  }

  /** Closes the running show and sets up a pixel stream. Rejects when the stage refuses. */
  async openPixelStream(
    stream: PixelStreamOptions,
    player: ApplicationPlayerOptions = {},
  ): Promise<InteractiveShow> {
    return this.followPool(await this.open('pixel-stream', () => openPixelStream(this.stage, stream, player)))
  }

  /** Opens an application with the settings of the form or of the link. */
  openWish(wish: ApplicationWish): Promise<InteractiveShow> {
    const closed = wish.queue === 'closed' ? ({ faultBefore: 'queue-closed' } as const) : {}
    return this.openApplication(applicationOptions(wish), closed)
  }

  openPixelStreamWish(wish: PixelStreamWish): Promise<InteractiveShow> {
    return this.openPixelStream(pixelStreamOptions(wish))
  }

  async close(): Promise<void> {
    const { show } = this.state.get()
    this.stopShow()
    this.stopShow = () => {}
    this.change({ show: null, active: [] })
    show?.session.destroy()
    await show?.client.close().catch(() => undefined)
  }

  /** Injects a fault, or lifts a lasting fault that is active. */
  async press(fault: string, params: Record<string, unknown> = {}): Promise<void> {
    const { show, active } = this.state.get()
    if (!show) return
    await this.try(async () => {
      if (active.includes(fault)) await show.client.lift(fault as never)
      else await show.client.inject(fault as never, params)
    })
  }

  /** Runs a request to the stage and shows its problem as a sentence. Never rejects. */
  async try(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask()
      this.change({ problem: null })
    } catch (error) {
      this.change({ problem: sentence(error) })
    }
  }

  private async open<Opened extends Show>(kind: Opened['kind'], set: () => Promise<Opened>): Promise<Opened> {
    await this.close()
    this.change({ opening: kind, problem: null })
    try {
      return await set()
    } catch (error) {
      this.change({ opening: null, problem: sentence(error) })
      throw error
    }
  }

  private followPool(show: InteractiveShow): InteractiveShow {
    const pool = new PoolWatch(show.client)
    const text = interactiveText()
    this.pool.set(pool)
    this.follow(show, [
      show.client.watch((event) => {
        this.heard(event, text(event))
        pool.refresh()
      }),
      () => {
        pool.stop()
        this.pool.set(null)
      },
    ])
    return show
  }

  private follow(show: Show, watching: readonly (() => void)[]): void {
    const stops = [this.log.follow(show.session), ...watching]
    this.stopShow = () => stops.forEach((stop) => stop())
    this.change({ show, opening: null })
  }

  private heard(event: StageEvent, text: string | null): void {
    if (text !== null) this.log.add('stage', text, event.at)
    if (event.type !== 'fault') return
    const others = this.state.get().active.filter((fault) => fault !== event.fault)
    const holds = event.phase === 'injected' && isLasting(event.fault)
    this.change({ active: holds ? [...others, event.fault] : others })
  }

  private change(part: Partial<DeskState>): void {
    this.state.set({ ...this.state.get(), ...part })
  }
}

/** A fault name that several far ends share means the same at all of them, so it lasts at all or at none. */
function isLasting(fault: Extract<StageEvent, { type: 'fault' }>['fault']): boolean {
  return { ...faults, ...gatewayFaults, ...pixelStreamingFaults }[fault].lasting
}

function sentence(error: unknown): string {
  if (error instanceof TypeError) return 'The stage does not answer; start it with `npm run demo`.'
  return error instanceof Error ? error.message.replace(/^Standby: /, '') : String(error)
}
