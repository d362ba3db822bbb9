import { useEffect, useState, type CSSProperties, type ReactNode } from 'react'
import { createSession, type Session } from '@standby/core'
import {
  manualEnvironment,
  scriptedSource,
  type ManualEnvironment,
  type SourceScript,
} from '@standby/core/testing'
import { ClockContext } from '../../primitives/context/clock.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { Controls } from '../../components/Controls/Controls.tsx'
import { panelStore } from '../../session/stats-panel.ts'
import { StreamOverlays } from '../../components/StreamOverlays/StreamOverlays.tsx'
import { StreamView } from '../../components/StreamView/StreamView.tsx'

interface Stage {
  readonly session: Session
  readonly script: SourceScript
  readonly clock: ManualEnvironment
}
type Drive = (stage: Stage) => void

const play: Drive = ({ script }) => script.play()
const close =
  (code: number): Drive =>
  (stage) => {
    play(stage)
    stage.script.emit({ type: 'closed', code })
  }

/** States that show every kind of surface, with everything that a surface can contain. */
const states: readonly Drive[] = [
  ({ script }) => script.emit({ type: 'queued', position: 12, length: 48, etaMs: 180_000 }),
  ({ script, clock }) =>
    script.emit({ type: 'not-live', reason: 'not-started', startsAt: clock.now() + 840_000 }),
  ({ script, clock }) => {
    script.emit({ type: 'assigned' }, { type: 'progress', step: 'transport' })
    clock.advance(500)
  },
  close(1006),
  close(4003),
  (stage) => {
    play(stage)
    stage.script.sampleLive({
      latencyMs: 12_000,
      targetLatencyMs: 4000,
      atEdge: false,
      seekableMs: 0,
      seekable: null,
    })
    stage.script.emit({ type: 'limit', remainingMs: 42_000 })
  },
  (stage) => {
    play(stage)
    const { script, session } = stage
    script.emit({ type: 'tracks', input: true })
    script.sampleStats({ at: 0, bitrate: 7_800_000, roundTripMs: 24, framesPerSecond: 60, codec: 'H.264' })
    script.sampleStats({ at: 1, bitrate: 7_200_000, roundTripMs: 29, framesPerSecond: 60, codec: 'H.264' })
    panelStore(session).set(true)
  },
  (stage) => {
    play(stage)
    stage.script.emit({ type: 'text-input', value: 'Ada', multiline: true })
  },
  ({ script }) => script.emit({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } }),
]

function Player({ drive, children }: { drive: Drive; children: ReactNode }) {
  const [stage] = useState(() => {
    const clock = manualEnvironment()
    const { source, script } = scriptedSource()
    return { clock, script, session: createSession({ source, environment: clock, muted: true }) }
  })
  useEffect(() => {
    stage.session.start()
    drive(stage)
    return () => stage.session.destroy()
  }, [stage, drive])
  return (
    <ClockContext.Provider value={stage.clock}>
      <StreamProvider session={stage.session}>
        <StreamView>{children}</StreamView>
      </StreamProvider>
    </ClockContext.Provider>
  )
}

const grid: CSSProperties = { position: 'absolute', left: 0, top: 0, width: 1284 }
const cell = (index: number): CSSProperties => ({
  position: 'absolute',
  left: (index % 2) * 644,
  top: Math.floor(index / 2) * 364,
  width: 640,
})

export const height = Math.ceil(states.length / 2) * 364

/** All states at once, each in a player of 640 × 360. */
export function Screens() {
  return (
    <div style={grid}>
      {states.map((drive, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list never changes
        <div key={index} style={cell(index)}>
          <Player drive={drive}>
            <StreamOverlays />
            <Controls />
          </Player>
        </div>
      ))}
    </div>
  )
}
