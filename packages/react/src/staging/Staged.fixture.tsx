import { useEffect, useState, type ReactNode } from 'react'
import { ClockContext } from '../primitives/context/clock.ts'
import { StreamProvider } from '../session/StreamProvider.tsx'
import { createStage, type Stage, type StageParameters } from './stage.fixture.ts'

const stages = new Map<string, Stage>()

/** The stage of a shown story, for play functions: its session, far end and clock. */
export function stageOf(id: string): Stage {
  const stage = stages.get(id)
  if (!stage) throw new Error(`The story ${id} is not shown`)
  return stage
}

interface StagedProps {
  readonly id: string
  readonly parameters: StageParameters
  readonly children: ReactNode
}

/** Provides a session in the state that the parameters set. */
export function Staged({ id, parameters, children }: StagedProps) {
  const [stage] = useState(() => {
    const created = createStage(parameters)
    // Not in an effect: a play function may start before effects run.
    stages.set(id, created)
    return created
  })
  useEffect(
    () => () => {
      if (stages.get(id) === stage) stages.delete(id)
    },
    [id, stage],
  )
  const { mounted, running = false } = parameters
  useEffect(() => mounted?.(stage), [mounted, stage])
  useRunningClock(stage, running)
  return (
    <ClockContext.Provider value={stage.clock}>
      <StreamProvider session={stage.session}>{children}</StreamProvider>
    </ClockContext.Provider>
  )
}

function useRunningClock({ clock }: Stage, running: boolean): void {
  useEffect(() => {
    if (!running) return
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      clock.advance(now - last)
      last = now
    }, 50)
    return () => clearInterval(timer)
  }, [clock, running])
}
