'use client'
import { createContext, useContext, useMemo, useState } from 'react'
import type { ConnectingStep, SessionState } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useSpinDelay } from '../../primitives/spin-delay/use-spin-delay.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { connectingScreenMessages } from './ConnectingScreen.messages.ts'

export interface ConnectingScreenState {
  /** `request`: the source has been asked and has not answered yet. */
  readonly stage: 'request' | ConnectingStep
  /** The stage in the viewer's language, e.g. "Opening the connection". */
  readonly title: string
  /** The steps of this session, in order. A broadcast has no step for a place. */
  readonly steps: readonly ConnectingStep[]
  /** The index of the current step in `steps`; `null` until the source has answered. */
  readonly current: number | null
}

type Stage = ConnectingScreenState['stage']

/**
 * `true` while the code of the queue's overlay still loads. A viewer who queues then keeps seeing the screen of the
 * request, not a picture area with nothing in it.
 */
export const QueueLoadsContext = createContext(false)

const stageOf = ({ status, connecting }: SessionState, queueLoads: boolean): Stage | null =>
  status === 'requesting' || (status === 'queued' && queueLoads) ? 'request' : (connecting?.step ?? null)

/**
 * The stage to show. It appears after a delay and stays for a minimum time. Once the picture is there, the last
 * stage stays for the rest of that time. Any other screen replaces it at once.
 */
function useShownStage(): Stage | null {
  const queueLoads = useContext(QueueLoadsContext)
  const stage = useSession((state) => stageOf(state, queueLoads))
  const playing = useSession(({ status }) => status === 'streaming')
  const phase = useSpinDelay(stage !== null)
  const [last, setLast] = useState(stage)
  if (stage && stage !== last) setLast(stage)
  if (phase === 'hidden') return null
  return stage ?? (playing ? last : null)
}

const all: readonly ConnectingStep[] = ['place', 'transport', 'first-frame']
const withoutPlace: readonly ConnectingStep[] = ['transport', 'first-frame']

/** How far connecting is; `null` while the screen is hidden. */
export function useConnecting(): ConnectingScreenState | null {
  const stage = useShownStage()
  const steps = useIsBroadcast() ? withoutPlace : all
  const t = useMessages(connectingScreenMessages)
  return useMemo(() => {
    if (!stage) return null
    const current = stage === 'request' ? null : Math.max(0, steps.indexOf(stage))
    return { stage, title: t(`connectingScreen.${stage}.title`), steps, current }
  }, [stage, steps, t])
}
