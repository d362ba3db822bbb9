import type { Environment, Timer } from '@standby/core/source'

/** Until the server says how often it lets itself be heard. */
const defaultHeartbeatMs = 10_000
/** A server that is asked answers within this, or within one heartbeat where that is less. */
const answerMs = 5000
/** A timer that fires this much too late stood still: the machine slept, or the page was frozen or throttled. */
const lateMs = 1000
/** Of a heartbeat: how often the clock is compared. */
const looksPerHeartbeat = 2
/** After a pause what was sent meanwhile may not be delivered yet. Who stays silent through this many is gone. */
const asksBeforeGone = 2

export interface HeartbeatHost {
  /** Asks the server for a sign of life. */
  ask(): void
  /** Nothing was heard for too long. Called once. */
  gone(): void
}

export interface Heartbeat {
  /** Something came, whatever it was. */
  heard(): void
  /** How often the server lets itself be heard from now on, ms. */
  expectEvery(ms: number): void
  stop(): void
}

/**
 * Notices that the other side is gone: nothing heard for two heartbeats. The server pings, because timers of hidden
 * tabs are throttled and messages are not. Where our own clock stood still, its silence proves nothing: it is asked,
 * and has a moment to answer. It is asked as well whenever the page comes back.
 */
export function watchHeartbeat(environment: Environment, host: HeartbeatHost): Heartbeat {
  let everyMs = defaultHeartbeatMs
  let asked = 0
  let deadline = environment.now() + 2 * everyMs
  let timer: Timer | null = null
  let setAt = 0
  let dueAt = 0

  const set = () => {
    setAt = environment.now()
    dueAt = Math.min(Math.max(deadline, setAt), setAt + everyMs / looksPerHeartbeat)
    timer = environment.setTimeout(look, dueAt - setAt)
  }
  const stood = () => environment.now() > dueAt + lateMs || environment.now() < setAt

  const ask = (afterPause: boolean) => {
    if (asked > 0 && !afterPause) return
    asked++
    const answerBy = environment.now() + Math.min(answerMs, everyMs)
    deadline = afterPause ? answerBy : Math.min(deadline, answerBy)
    host.ask()
  }

  const stop = () => {
    if (timer !== null) environment.clearTimeout(timer)
    timer = null
    for (const unlisten of unlistens.splice(0)) unlisten()
  }

  const gone = () => {
    stop()
    host.gone()
  }

  const look = () => {
    const paused = stood()
    if (paused ? asked >= asksBeforeGone : environment.now() >= deadline) return gone()
    if (paused) ask(true)
    set()
  }

  const comeBack = () => {
    if (!environment.visible) return
    const paused = stood()
    ask(paused)
    if (timer !== null) environment.clearTimeout(timer)
    set()
  }

  const unlistens = (['online', 'visibilitychange', 'pageshow', 'resume'] as const).map((event) =>
    environment.on(event, comeBack),
  )
  set()

  return {
    heard() {
      asked = 0
      deadline = environment.now() + 2 * everyMs
    },
    expectEvery(ms) {
      if (timer === null || ms === everyMs) return
      everyMs = ms
      deadline = environment.now() + 2 * everyMs
      environment.clearTimeout(timer)
      set()
    },
    stop,
  }
}
