'use client'
import type { Session, SessionState } from '@standby/core'
import { useRequiredSession } from '../../session/required-session.ts'
import { serverState } from '../../session/reading/server-state.ts'
import { stateSource } from '../../session/reading/state-source.ts'
import { useSource } from '../../session/reading/use-selector.ts'

export interface UseSessionOptions {
  /** Reads this session instead of the provider's. */
  session?: Session
}

type Selector<T> = (state: SessionState) => T
type Equality<T> = (a: T, b: T) => boolean

const everything = (state: SessionState) => state

/**
 * Returns the slice of the session's state that `selector` returns, and renders when it changes (shallow-equal, or
 * `isEqual`). Without a selector it returns the whole frozen state.
 *
 * @example const status = useSession((state) => state.status)
 * @throws outside a `StreamProvider`, unless a session is given
 */
export function useSession(options?: UseSessionOptions): SessionState
export function useSession<T>(selector: Selector<T>, options?: UseSessionOptions): T
export function useSession<T>(selector: Selector<T>, isEqual?: Equality<T>, options?: UseSessionOptions): T
export function useSession(
  first?: Selector<unknown> | UseSessionOptions,
  second?: Equality<unknown> | UseSessionOptions,
  third?: UseSessionOptions,
): unknown {
  const selector = typeof first === 'function' ? first : everything
  const isEqual = typeof second === 'function' ? second : undefined
  const options = third ?? optionsIn(second) ?? optionsIn(first)
  const session = useRequiredSession('useSession', options?.session)
  return useSource(stateSource(session), serverState, selector, isEqual)
}

function optionsIn(argument: unknown): UseSessionOptions | undefined {
  return typeof argument === 'object' && argument !== null ? argument : undefined
}
