import type { Environment, Timer } from '@standby/core/source'
import { defaultHeartbeatMs, pingsBeforeGone, pongWithinMs } from '../limits.ts'

/** A timer that is later than this was stopped: the device slept, or the page was frozen or throttled. */
const lateMs = 1000
/** How often the clock is read in each heartbeat. */
const looksPerHeartbeat = 2

export interface HeartbeatHost {
  /** Pings the server. */
  ask(): void
  /** Called once, when the server was silent for too long. */
  gone(): void
}

export interface Heartbeat {
  /** Call it at any message. */
  heard(): void
  /** Sets the server's heartbeat interval, ms. */
  expectEvery(ms: number): void
  stop(): void
}

/**
 * Notices that the server is gone: no message for two heartbeats. The server sends the pings, because browsers throttle
 * timers in hidden tabs, but not messages. If our own timers were stopped, the silence proves nothing. Then, and
 * whenever the page comes back, the client pings and gives the server time to answer.
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
    const answerBy = environment.now() + Math.min(pongWithinMs, everyMs)
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
    if (paused ? asked >= pingsBeforeGone : environment.now() >= deadline) return gone()
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
