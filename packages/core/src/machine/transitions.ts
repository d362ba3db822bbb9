import type { ActionFunction } from 'xstate'
import { isDevelopment } from '../environment/is-development.ts'
import type { Context } from './context.ts'
import { type DeadlineName, isDue } from './deadlines.ts'
import type { SessionEvent } from './events.ts'
import type { Guard } from './guards.ts'

// Bundlers replace it as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** One action serves every event. `never`: it starts no actor, and names no action, guard, delay or emitted event. */
export type Action = ActionFunction<
  Context,
  SessionEvent,
  SessionEvent,
  undefined,
  never,
  never,
  never,
  never,
  never
>

export interface Transition {
  readonly guard?: Guard
  readonly target?: string
  /** The target is left and entered again, even if it is active already. */
  readonly reenter?: boolean
  readonly actions?: Action | readonly Action[]
}

/** A transition at `alarm`. With `at` it waits for a deadline, and its state owns that deadline. */
export interface AlarmTransition extends Transition {
  readonly at?: DeadlineName
}

/** What a state does on each event except `alarm`. */
export type EventTransitions = {
  readonly [T in Exclude<SessionEvent['type'], 'alarm'>]?: string | Transition | readonly Transition[]
}

const due = (deadline: DeadlineName, also?: Guard): Guard => {
  const guard: Guard = (args) => isDue(deadline, args.context, args.event.now) && (!also || also(args))
  // The diagram in docs/session-machine.md shows the names of these functions.
  if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production')
    Object.defineProperty(guard, 'name', {
      value: also ? `${deadline} due, ${also.name}` : `${deadline} due`,
    })
  return guard
}

/**
 * The transitions of a state, with the deadlines that it owns. At `alarm` their order counts: the first transition
 * that may be taken is taken.
 */
export const transitions = (on: EventTransitions, alarm: readonly AlarmTransition[]) => ({
  meta: { deadlines: [...new Set(alarm.flatMap(({ at }) => at ?? []))] },
  on: {
    ...on,
    alarm: alarm.map(({ at, ...transition }): Transition =>
      at ? { ...transition, guard: due(at, transition.guard) } : transition,
    ),
  },
})
