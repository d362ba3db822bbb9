'use client'
import { createContext, useContext, useState } from 'react'
import type { ConnectingStep, SessionState } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSpinDelay } from '../../primitives/spin-delay/use-spin-delay.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'

/** `request`: the source has been asked and has not answered yet. */
export type Stage = 'request' | ConnectingStep

const stageOf = ({ status, connecting }: SessionState): Stage | null =>
  status === 'requesting' ? 'request' : (connecting?.step ?? null)

/**
 * The stage to show. It appears after a delay and stays for a minimum time. Once the picture is there, the last
 * stage stays for the rest of that time. Any other screen replaces it at once.
 */
export function useShownStage(): Stage | null {
  const stage = useSession(stageOf)
  const playing = useSession(({ status }) => status === 'streaming')
  const phase = useSpinDelay(stage !== null)
  const [last, setLast] = useState(stage)
  if (stage && stage !== last) setLast(stage)
  if (phase === 'hidden') return null
  return stage ?? (playing ? last : null)
}

export const StageContext = createContext<Stage | null>(null)
StageContext.displayName = 'StandbyConnectingStage'

/** The stage of the enclosing `Root`. */
export function useStage(): Stage | null {
  return useContext(StageContext)
}

const all: readonly ConnectingStep[] = ['place', 'transport', 'first-frame']
const withoutPlace: readonly ConnectingStep[] = ['transport', 'first-frame']

/** The steps of this session, and the index of the current one. A broadcast has no step for a place. */
export function useSteps(): { steps: readonly ConnectingStep[]; current: number } | null {
  const stage = useStage()
  const steps = useIsBroadcast() ? withoutPlace : all
  if (stage === null || stage === 'request') return null
  return { steps, current: Math.max(0, steps.indexOf(stage)) }
}
