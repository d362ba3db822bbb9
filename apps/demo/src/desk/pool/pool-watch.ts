import type { InteractiveClient } from '../../stage/interactive-client.ts'
import type { PoolState } from '../../stage/pool-state.ts'
import { Store } from '../../store.ts'

/** Sockets open and close without an event, so the state is polled. */
const lookEveryMs = 1000
/** Hundreds of viewers can join at the same moment: one request covers their events. */
const batchMs = 50

/** The pool, the queue and the connections of the running show. Asks the stage every second and after every event. */
export class PoolWatch {
  readonly state: Store<PoolState>
  private readonly every: ReturnType<typeof setInterval>
  private soon: ReturnType<typeof setTimeout> | null = null
  private stopped = false

  constructor(private readonly client: Pick<InteractiveClient, 'pool' | 'look'>) {
    this.state = new Store(client.pool)
    this.every = setInterval(() => void this.look(), lookEveryMs)
  }

  /** Asks again soon: an event may have changed the state. */
  refresh(): void {
    if (this.stopped) return
    this.soon ??= setTimeout(() => {
      this.soon = null
      void this.look()
    }, batchMs)
  }

  stop(): void {
    this.stopped = true
    clearInterval(this.every)
    if (this.soon !== null) clearTimeout(this.soon)
  }

  private async look(): Promise<void> {
    // When the stage does not answer, the last state stays.
    const state = await this.client.look().catch(() => null)
    if (state && !this.stopped) this.state.set(state)
  }
}
