import type { WorkerCommand, WorkerNews, WorkerOptions } from '../../worker/messages.ts'
import { createAlarm, type Clock } from '../gateway-clock.ts'

/** What the pool needs from a worker: a process or a stand-in. */
export interface PooledWorker {
  readonly pid: number
  readonly url: string
  command(command: Exclude<WorkerCommand, { type: 'report' }>): void
  kill(): Promise<void>
  readonly gone: Promise<void>
}

export type StartWorker = (
  options: WorkerOptions,
  onNews: (news: WorkerNews) => void,
  signal: AbortSignal,
) => Promise<PooledWorker>

/** Room for one viewer. Its worker can die and be replaced. */
export interface Slot {
  /** Id of the current worker; changes when the worker is replaced. */
  readonly id: string
  readonly state: 'empty' | 'starting' | 'running' | 'down'
  readonly worker: PooledWorker | null
  /** True from `take` until `release`, or until its worker goes down. */
  readonly taken: boolean
}

export interface PoolListener {
  /** A slot became free. */
  onFree(): void
  /** The worker of a taken slot is running. */
  onRunning(slot: Slot): void
  /** The worker of a slot is gone, or did not start. The slot is released right after this call. */
  onDown(slot: Slot, started: boolean): void
  onNews(slot: Slot, news: WorkerNews): void
  onState(slot: Slot, error?: string): void
}

export interface Pool {
  readonly slots: readonly Slot[]
  /** Takes a free slot with a running worker. In a lazy pool, else takes an empty slot and starts its worker. */
  take(): Slot | null
  release(slot: Slot): void
  close(): Promise<void>
}

interface MutableSlot {
  id: string
  state: Slot['state']
  worker: PooledWorker | null
  taken: boolean
}

export interface PoolOptions {
  readonly size: number
  readonly lazy: boolean
  readonly restartMs: number
  readonly clock: Clock
  readonly start: StartWorker
  readonly worker: WorkerOptions
  /** The first commands for a new worker. */
  readonly briefing: () => readonly Exclude<WorkerCommand, { type: 'report' }>[]
}

/** A fixed number of slots whose workers are started, watched and replaced. */
export function createPool(options: PoolOptions, listener: PoolListener): Pool {
  const { clock, restartMs, lazy } = options
  const closing = new AbortController()
  const starting = new Set<Promise<unknown>>()
  let started = 0

  const slots: MutableSlot[] = Array.from({ length: options.size }, () => ({
    id: '',
    state: 'empty',
    worker: null,
    taken: false,
  }))
  const alarms = new Map(slots.map((slot) => [slot, createAlarm(clock)]))

  const down = (slot: MutableSlot, wasRunning: boolean, error?: string): void => {
    slot.state = 'down'
    slot.worker = null
    listener.onState(slot, error)
    // Called before the slot is released, so that the listener still finds its holder.
    listener.onDown(slot, wasRunning)
    slot.taken = false
    alarms.get(slot)?.set(restartMs, () => {
      slot.state = 'empty'
      if (lazy) listener.onFree()
      else launch(slot)
    })
  }
  const launch = (slot: MutableSlot): void => {
    const number = ++started
    slot.id = `worker-${number}`
    slot.state = 'starting'
    listener.onState(slot)
    const launched = options
      .start({ ...options.worker, number, tokens: [] }, (news) => listener.onNews(slot, news), closing.signal)
      .then(
        (worker) => {
          if (closing.signal.aborted) return worker.kill()
          slot.worker = worker
          slot.state = 'running'
          for (const command of options.briefing()) worker.command(command)
          void worker.gone.then(() => {
            if (!closing.signal.aborted && slot.worker === worker) down(slot, true)
          })
          listener.onState(slot)
          if (slot.taken) listener.onRunning(slot)
          else listener.onFree()
          return undefined
        },
        (error: unknown) => {
          if (!closing.signal.aborted)
            down(slot, false, error instanceof Error ? error.message : String(error))
        },
      )
      .finally(() => starting.delete(launched))
    starting.add(launched)
  }
  if (!lazy) for (const slot of slots) launch(slot)

  return {
    slots,
    take() {
      const free = (state: Slot['state']): MutableSlot | undefined =>
        slots.find((slot) => slot.state === state && !slot.taken)
      const slot = free('running') ?? (lazy ? free('empty') : undefined)
      if (!slot) return null
      slot.taken = true
      if (slot.state === 'empty') launch(slot)
      return slot
    },
    release(slot) {
      const own = slots.find((each) => each === slot)
      if (!own?.taken) return
      own.taken = false
      listener.onFree()
    },
    async close() {
      closing.abort()
      for (const alarm of alarms.values()) alarm.clear()
      await Promise.all(slots.map((slot) => slot.worker?.kill()))
      await Promise.all(starting)
    },
  }
}
