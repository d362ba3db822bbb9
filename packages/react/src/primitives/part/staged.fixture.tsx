import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { act } from '@testing-library/react'
import { createSession, type Session, type SessionOptions } from '@standby/core'
import {
  manualEnvironment,
  scriptedSource,
  type ManualEnvironment,
  type SourceScript,
} from '@standby/core/testing'
import { ClockContext } from '../context/clock.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamView } from '../../components/StreamView/StreamView.tsx'

interface Stage {
  readonly session: Session
  readonly script: SourceScript
  readonly clock: ManualEnvironment
}

interface Options {
  readonly session?: Omit<SessionOptions, 'source' | 'environment'>
  /** Renders the part inside a `StreamView` and runs once that is mounted. */
  readonly mounted?: (stage: Stage) => void
}

/** A wrapper with a session that `drive` brings into a state in which the part has something to show. */
export function staged(
  drive: (stage: Stage) => void,
  { session: options, mounted }: Options = {},
): ComponentType<{ children: ReactNode }> {
  return function Staged({ children }) {
    const [stage] = useState(() => {
      const clock = manualEnvironment()
      const { source, script } = scriptedSource()
      const session = createSession({ autoStart: false, ...options, source, environment: clock })
      drive({ session, script, clock })
      return { session, script, clock }
    })
    useEffect(() => {
      act(() => mounted?.(stage))
    }, [stage])
    return (
      <ClockContext.Provider value={stage.clock}>
        <StreamProvider session={stage.session}>
          {mounted ? <StreamView>{children}</StreamView> : children}
        </StreamProvider>
      </ClockContext.Provider>
    )
  }
}
