import { createActor } from 'xstate'
import { defaultPolicies, type Policies } from '../policies/policies.ts'
import { projectState } from '../session/project-state.ts'
import { deadlineOf } from './deadlines.ts'
import type { Now, SessionEvent } from './events.ts'
import type { ConnectionInput, Port } from './context.ts'
import { sessionMachine } from './machine.ts'

type DistributiveOmit<T, K extends keyof any> = T extends unknown ? Omit<T, K> : never
export type Bare = DistributiveOmit<SessionEvent, 'now'>

/** Runs the machine alone, in surroundings that the test sets. Not part of the package's API. */
export function driveMachine(policies: Partial<Policies> = {}, { watchesEnds = false } = {}) {
  const connections: { input: ConnectionInput; open: boolean }[] = []
  let controlRequests = 0
  const port: Port = {
    open(input) {
      const connection = { input, open: true }
      connections.push(connection)
      return () => {
        connection.open = false
      }
    },
    pause: () => () => {},
    askControl: () => void controlRequests++,
  }
  const now: { -readonly [K in keyof Now]: Now[K] } = {
    at: 1_000_000,
    chance: 0.5,
    online: true,
    visible: true,
    attached: true,
    attended: true,
  }
  const actor = createActor(sessionMachine, {
    input: { port, policies: { ...defaultPolicies, ...policies }, watchesEnds },
  })
  actor.start()
  const send = (event: Bare) => actor.send({ ...event, now: { ...now } } as SessionEvent)
  const deadline = () => deadlineOf(actor.getSnapshot(), now)
  /** Moves the clock and rings the alarm at every deadline. */
  const advance = (ms: number) => {
    const until = now.at + ms
    for (let rings = 0; rings < 1000; rings++) {
      const next = deadline()
      if (next === null || next > until) break
      now.at = Math.max(now.at, next)
      send({ type: 'alarm' })
    }
    now.at = until
  }
  /** The clock jumps, and the handle notices. Positive: the device slept. Negative: the clock was set back. */
  const jump = (byMs: number) => {
    now.at += byMs
    send({ type: 'clock', byMs })
    advance(0)
  }
  return {
    now,
    jump,
    send,
    advance,
    deadline,
    connections,
    get controlRequests() {
      return controlRequests
    },
    get state() {
      return projectState(actor.getSnapshot())
    },
    get snapshot() {
      return actor.getSnapshot()
    },
    stop: () => actor.stop(),
  }
}

export type Driven = ReturnType<typeof driveMachine>
