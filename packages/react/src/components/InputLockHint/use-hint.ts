'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { SessionState } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { inputStore, untouched, type InputState } from '../../session/input-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useTracks } from '../../session/reading/use-tracks.ts'

type Hint = 'click' | 'tap' | 'paused' | 'tab' | 'escape'

export interface InputLockHintState {
  /**
   * `click` or `tap`: how the viewer takes control. `paused`: input is locked. `tab` or `escape`: the key that releases
   * control.
   */
  readonly hint: Hint
}

/** What the viewer must do to take or release control; `null` where there is nothing to say. */
export function useInputLockHint(): InputLockHintState | null {
  const hint = useHint()
  return useMemo(() => hint && { hint }, [hint])
}

function useHint(): Hint | null {
  const session = useSessionHandle()
  const takesInput = useTracks('input') === true
  const controllable = useSession(isControllable)
  const coarse = useCoarsePointer()
  const hint = useSource(inputStore(session), untouched, hintOf)
  if (!takesInput || !controllable) return null
  return hint === 'click' && coarse ? 'tap' : hint
}

/** `false` under the AFK warning and the play gate: both say themselves what to do. */
function isControllable({ status, playback }: SessionState): boolean {
  return status === 'streaming' && playback !== 'blocked'
}

function hintOf({ focused, arrived, locks, tab }: InputState): Hint | null {
  if (locks > 0) return 'paused'
  if (!focused) return 'click'
  return arrived ? (tab ? 'escape' : 'tab') : null
}

/** `null` where the browser has no media queries or refuses them. The hint may then be worded wrongly; nothing else fails. */
function pointerQuery(): MediaQueryList | null {
  try {
    return matchMedia('(pointer: coarse)')
  } catch {
    return null
  }
}

function useCoarsePointer(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = pointerQuery()
      media?.addEventListener?.('change', listener)
      return () => media?.removeEventListener?.('change', listener)
    },
    () => pointerQuery()?.matches ?? false,
    () => false,
  )
}
