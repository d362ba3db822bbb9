import type { Session, SessionState } from '@standby/core'
import { useSession } from '@standby/react'
import { Fragment, type ReactNode } from 'react'
import { useStore, type Store } from '../store.ts'

/** The public state of the session, and the states of its machine. */
export function SessionPanel({ session, statistics }: { session: Session; statistics: Store<boolean> }) {
  const state = useSession({ session })
  // The diagnostics have no store of their own: they are read again at every state change.
  const { machine } = session.getDiagnostics()
  return (
    <section className="panel" aria-labelledby="session-title">
      <div className="panel-head">
        <h2 id="session-title">Session</h2>
        <StatisticsSwitch statistics={statistics} />
      </div>
      <dl className="facts">
        <Fact name="Status">
          <strong className="status" data-of={state.status}>
            {state.status}
          </strong>
        </Fact>
        <Fact name="Playback">{withCause(state.playback, state.stallCause)}</Fact>
        <Fact name="Far end">{farEnd(state)}</Fact>
        {session.source.kind === 'hls' ? null : <InteractiveFacts state={state} />}
        <Fact name="Reconnect">{reconnect(state)}</Fact>
        <Fact name="End">{end(state)}</Fact>
        <Fact name="Machine">
          {machine.map((path) => (
            <code key={path}>
              {path.split('.').map((name, depth) => (
                <Fragment key={depth}>
                  {depth > 0 ? '.' : null}
                  <wbr />
                  {name}
                </Fragment>
              ))}
            </code>
          ))}
        </Fact>
      </dl>
    </section>
  )
}

/** The facts that only an interactive session has. */
function InteractiveFacts({ state }: { state: SessionState }) {
  return (
    <>
      <Fact name="Signalling">{state.signalling}</Fact>
      <Fact name="Queue">{queue(state)}</Fact>
      <Fact name="Limits">{limits(state)}</Fact>
    </>
  )
}

function StatisticsSwitch({ statistics }: { statistics: Store<boolean> }) {
  const shown = useStore(statistics)
  return (
    <button
      type="button"
      className="small"
      aria-pressed={shown}
      title="Shows the player’s own statistics over the picture."
      onClick={() => statistics.set(!shown)}
    >
      Statistics
    </button>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const withCause = (word: string, cause: string | null) => (cause ? `${word}, cause ${cause}` : word)

function farEnd({ farEnd: far }: SessionState): string {
  if (far.state !== 'lost') return far.state
  if (far.deadline === null) return 'lost, without a deadline'
  return `lost, ${far.exact ? 'until' : 'until about'} ${clock(far.deadline)}`
}

function queue({ queue: place }: SessionState): string {
  if (!place) return '–'
  const offer = place.offer ? `, offered until ${clock(place.offer.deadline)}` : ''
  return `${place.position}${place.length === undefined ? '' : ` of ${place.length}`}${offer}`
}

function limits({ afk, runtime }: SessionState): string {
  const parts = [
    afk && `inactive until ${clock(afk.deadline)}`,
    runtime && `runs until ${clock(runtime.deadline)}`,
  ]
  return parts.filter(Boolean).join(', ') || '–'
}

function reconnect({ reconnect: now }: SessionState): string {
  if (!now) return '–'
  const next = now.nextAttemptAt === null ? '' : `, attempt ${now.attempt} at ${clock(now.nextAttemptAt)}`
  return `${now.mode}, cause ${now.cause}${next}`
}

function end({ end: last }: SessionState): string {
  return last ? withCause(`${last.code} ${last.name}, ${last.kind}`, last.cause ?? null) : '–'
}

/** Local time of day to the second. */
function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB')
}
