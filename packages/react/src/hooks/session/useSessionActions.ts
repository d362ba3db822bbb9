'use client'
import type { Session } from '@standby/core'
import { useRequiredSession } from '../../session/required-session.ts'

const names = [
  'start',
  'retry',
  'leave',
  'stay',
  'watch',
  'giveUp',
  'notifyActivity',
  'holdAfk',
  'acceptOffer',
  'declineOffer',
  'setRuntimeDeadline',
  'send',
  'sendInput',
  'setMicrophone',
  'seekToLive',
] as const satisfies readonly (keyof Session)[]

/** The session's methods for what a viewer can do. */
export type SessionActions = Pick<Session, (typeof names)[number]>

const actions = new WeakMap<Session, SessionActions>()

/** The session's methods, bound. The same object for the session's whole life. */
export function useSessionActions(): SessionActions {
  const session = useRequiredSession('useSessionActions')
  let bound = actions.get(session)
  if (!bound) {
    bound = Object.freeze(
      Object.fromEntries(names.map((name) => [name, session[name].bind(session)])),
    ) as SessionActions
    actions.set(session, bound)
  }
  return bound
}
