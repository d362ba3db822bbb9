import { createAlarm, type Clock } from '../gateway/gateway-clock.ts'

/** A process that is restarted whenever it ends. */
export interface Supervised<Process> {
  /** Null while no process is ready. */
  readonly process: Process | null
  readonly state: 'starting' | 'running' | 'down'
  /** Resolves with the running process, or the next one; rejects when the process has never run and a start fails. */
  running(): Promise<Process>
  /** Sends SIGKILL. Resolves once the process is gone; a new one starts unless held. */
  kill(): Promise<void>
  /** `true`: an ended process stays down. `false`: restarts are allowed again. */
  hold(on: boolean): void
  close(): Promise<void>
}

export interface SupervisorOptions<Process> {
  readonly restartMs: number
  readonly clock: Clock
  start(signal: AbortSignal): Promise<Process>
  onState(state: 'starting' | 'running' | 'down', process: Process | null, error?: string): void
}

export function supervise<Process extends { kill(): Promise<unknown>; readonly gone: Promise<string> }>(
  options: SupervisorOptions<Process>,
): Supervised<Process> {
  const { clock, restartMs } = options
  const closing = new AbortController()
  const alarm = createAlarm(clock)
  let process: Process | null = null
  let [state, held, ever]: [Supervised<Process>['state'], boolean, boolean] = ['down', false, false]
  let launching: Promise<unknown> = Promise.resolve()
  let waiting: { resolve(process: Process): void; reject(error: unknown): void }[] = []

  const become = (next: Supervised<Process>['state'], error?: string): void => {
    state = next
    options.onState(next, process, error)
  }
  const down = (error?: string): void => {
    process = null
    if (closing.signal.aborted) return
    become('down', error)
    if (!held) alarm.set(restartMs, launch)
  }
  const launch = (): void => {
    become('starting')
    launching = options.start(closing.signal).then(
      async (started) => {
        if (closing.signal.aborted) return void (await started.kill())
        process = started
        ever = true
        become('running')
        for (const { resolve } of waiting.splice(0)) resolve(started)
        void started.gone.then(down)
        return undefined
      },
      (error: unknown) => {
        // A process that has never run will probably fail again, so waiters are not kept waiting.
        if (!ever) for (const { reject } of waiting.splice(0)) reject(error)
        down(error instanceof Error ? error.message : String(error))
      },
    )
  }
  launch()

  return {
    get process() {
      return process
    },
    get state() {
      return state
    },
    running: () =>
      process
        ? Promise.resolve(process)
        : new Promise((resolve, reject) => (waiting = [...waiting, { resolve, reject }])),
    async kill() {
      await process?.kill()
    },
    hold(on) {
      held = on
      if (on) alarm.clear()
      else if (state === 'down' && !closing.signal.aborted) launch()
    },
    async close() {
      closing.abort()
      alarm.clear()
      for (const { reject } of waiting.splice(0))
        reject(new Error('Standby: the process was closed before it was ready.'))
      await process?.kill()
      await launching
    },
  }
}
