import type { WorkerCommand, WorkerNews, WorkerOptions } from '../../worker/messages.ts'
import { createAlarm, type Clock } from '../gateway-clock.ts'

/** What the pool needs of a worker, be it a process or a stand-in. */
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

/** A place for one viewer, whose worker may die and be replaced. */
export interface Slot {
  /** Names the worker; another one after a crash. */
  readonly id: string
  readonly state: 'empty' | 'starting' | 'running' | 'down'
  readonly worker: PooledWorker | null
  /** Held by whoever asked for it, until `release`. */
  readonly taken: boolean
}

export interface PoolListener {
  /** A slot can be taken. */
  onFree(): void
  /** The worker of a taken slot can be used. */
  onRunning(slot: Slot): void
  /** The worker of a slot has gone, or did not start. The slot is no longer taken. */
  onDown(slot: Slot, started: boolean): void
  onNews(slot: Slot, news: WorkerNews): void
  onState(slot: Slot, error?: string): void
}

export interface Pool {
  readonly slots: readonly Slot[]
  /** Takes a slot that is free, running ones first; starts its worker where that was left for later. */
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
  /** What a worker that starts now has to be told first. */
  readonly briefing: () => readonly Exclude<WorkerCommand, { type: 'report' }>[]
}

/** A fixed number of workers that are started, watched and replaced. */
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
    // Told while the slot still counts as taken, so that whoever holds it can be found.
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
