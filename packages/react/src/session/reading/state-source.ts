import type { Session, SessionState } from '@standby/core'
import type { Source } from './use-selector.ts'

const sources = new WeakMap<Session, Source<SessionState>>()

/** The session's state as one stable `Source`, so that all hooks use the same subscribe function. */
export function stateSource(session: Session): Source<SessionState> {
  let source = sources.get(session)
  if (!source) {
    source = { get: () => session.getState(), subscribe: (listener) => session.subscribe(listener) }
    sources.set(session, source)
  }
  return source
}
