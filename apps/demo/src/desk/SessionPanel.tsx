import type { Session, SessionState } from '@standby/core'
import { useSession } from '@standby/react'
import { Fragment, type ReactNode } from 'react'

/** Where the session is: the public state, and the states of the machine inside. */
export function SessionPanel({ session }: { session: Session }) {
  const state = useSession({ session })
  // Read again with every change of state; it has no store of its own.
  const { machine } = session.getDiagnostics()
  return (
    <section className="panel" aria-labelledby="session-title">
      <h2 id="session-title">Session</h2>
      <dl className="facts">
        <Fact name="Status">
          <strong className="status" data-of={state.status}>
            {state.status}
          </strong>
        </Fact>
        <Fact name="Playback">{withCause(state.playback, state.stallCause)}</Fact>
        <Fact name="Far end">{farEnd(state)}</Fact>
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
