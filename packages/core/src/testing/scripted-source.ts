import type {
  LiveSample,
  PoliciesInput,
  SourceCommand,
  SourceEvent,
  SourceLink,
  StatsSample,
  StreamSource,
  Surface,
} from '../source/source-contract.ts'
import { developerError } from '../environment/developer-error.ts'

export interface ScriptedConnection {
  readonly link: SourceLink
  /** What the session sent, oldest first. */
  readonly commands: readonly SourceCommand[]
  /** Where it is shown now; empty while no view is mounted. */
  readonly surfaces: readonly Surface[]
  /** How often it was attached so far. */
  readonly attachments: number
  /** How the session closed it; `null` while it is open. */
  readonly closed: { readonly code: number; readonly reason?: string } | null
  /** Says something to the session, even after the close: a real far end does that too. */
  emit(...events: readonly SourceEvent[]): void
}

export interface SourceScript {
  /** Every connection that was made, oldest first. */
  readonly connections: readonly ScriptedConnection[]
  /** The newest connection. Throws while there is none. */
  readonly last: ScriptedConnection
  /** Says something through the newest connection. */
  emit(...events: readonly SourceEvent[]): void
  /** The short way to a picture: a place, the first frame, and it plays. */
  play(): void
  sampleLive(value: LiveSample): void
  sampleStats(value: StatsSample): void
  /** Runs inside every `connect` from now on; it may emit at once, or throw. `null` takes it away. */
  onConnect(run: ((connection: ScriptedConnection) => void) | null): void
}

export interface ScriptedSourceOptions {
  readonly kind?: string
  readonly id?: string
  readonly defaults?: PoliciesInput
  readonly hasPlaces?: boolean
}

/** A far end that does what the test says: `const { source, script } = scriptedSource()`. */
export function scriptedSource({
  kind = 'scripted',
  id = 'scripted',
  defaults,
  hasPlaces,
}: ScriptedSourceOptions = {}): {
  readonly source: StreamSource
  readonly script: SourceScript
} {
  const connections: ScriptedConnection[] = []
  let onConnect: ((connection: ScriptedConnection) => void) | null = null

  const source: StreamSource = {
    kind,
    id,
    ...(defaults && { defaults }),
    ...(hasPlaces !== undefined && { hasPlaces }),
    connect(link) {
      const commands: SourceCommand[] = []
      const surfaces: Surface[] = []
      let attachments = 0
      let closed: ScriptedConnection['closed'] = null
      const connection: ScriptedConnection = {
        link,
        commands,
        surfaces,
        get attachments() {
          return attachments
        },
        get closed() {
          return closed
        },
        emit: (...events) => events.forEach((event) => link.emit(event)),
      }
      connections.push(connection)
      onConnect?.(connection)
      return {
        attach(surface) {
          attachments++
          surfaces.push(surface)
          return () => {
            const index = surfaces.indexOf(surface)
            if (index >= 0) surfaces.splice(index, 1)
          }
        },
        command: (command) => void commands.push(command),
        close(code, reason) {
          if (closed)
            throw developerError(
              `A connection was closed with ${code} after it was closed with ${closed.code}.`,
              'A source frees what it holds in close(), and doing that twice breaks real ones.',
              'Call close() once for each connect().',
            )
          closed = { code, ...(reason !== undefined && { reason }) }
        },
      }
    },
  }

  const script: SourceScript = {
    connections,
    get last() {
      const last = connections.at(-1)
      if (last) return last
      throw developerError(
        'The scripted source has no connection.',
        'There is nothing to speak through before the session connects.',
        'Call session.start(), or mount a view, before you script the far end.',
      )
    },
    emit: (...events) => script.last.emit(...events),
    play: () =>
      script.emit(
        { type: 'assigned' },
        { type: 'media', state: 'first-frame' },
        { type: 'media', state: 'playing' },
      ),
    sampleLive: (value) => script.last.link.sample('live', value),
    sampleStats: (value) => script.last.link.sample('stats', value),
    onConnect(run) {
      onConnect = run
    },
  }
  return { source, script }
}
