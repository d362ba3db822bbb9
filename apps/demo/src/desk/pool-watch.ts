import type { InteractiveClient } from '../stage/interactive-client.ts'
import type { PoolState } from '../stage/pool-state.ts'
import { Store } from '../store.ts'

/** Sockets come and go without an event. */
const LOOK_EVERY_MS = 1000
/** Hundreds of viewers join in one moment. */
const TOGETHER_MS = 50

/** The pool, the queue and the connections of what runs, looked at again whenever something happens. */
export class PoolWatch {
  readonly state: Store<PoolState>
  private readonly every: ReturnType<typeof setInterval>
  private soon: ReturnType<typeof setTimeout> | null = null
  private stopped = false

  constructor(private readonly client: Pick<InteractiveClient, 'pool' | 'look'>) {
    this.state = new Store(client.pool)
    this.every = setInterval(() => void this.look(), LOOK_EVERY_MS)
  }

  /** Something happened that may have changed it. */
  refresh(): void {
    if (this.stopped) return
    this.soon ??= setTimeout(() => {
      this.soon = null
      void this.look()
    }, TOGETHER_MS)
  }

  stop(): void {
    this.stopped = true
    clearInterval(this.every)
    if (this.soon !== null) clearTimeout(this.soon)
  }

  private async look(): Promise<void> {
    // A stage that is gone says nothing; what was seen last stays.
    const state = await this.client.look().catch(() => null)
    if (state && !this.stopped) this.state.set(state)
  }
}
