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
  /** The commands of the session, oldest first. */
  readonly commands: readonly SourceCommand[]
  /** The attached surfaces. Empty while no view is mounted. */
  readonly surfaces: readonly Surface[]
  /** Number of attaches so far. */
  readonly attachments: number
  /** How the session closed it. `null` while it is open. */
  readonly closed: { readonly code: number; readonly reason?: string } | null
  /** Emits events to the session, also after the close, as a real far end may. */
  emit(...events: readonly SourceEvent[]): void
}

export interface SourceScript {
  /** All connections, oldest first. */
  readonly connections: readonly ScriptedConnection[]
  /** The newest connection. Throws if there is none. */
  readonly last: ScriptedConnection
  /** Emits events through the newest connection. */
  emit(...events: readonly SourceEvent[]): void
  /** Emits a place, the first frame and playing. */
  play(): void
  sampleLive(value: LiveSample): void
  sampleStats(value: StatsSample): void
  /** Runs inside every `connect` from now on. It may emit or throw. `null` removes it. */
  onConnect(run: ((connection: ScriptedConnection) => void) | null): void
}

export interface ScriptedSourceOptions {
  readonly kind?: string
  readonly id?: string
  readonly defaults?: PoliciesInput
  readonly hasPlaces?: boolean
}

/** A source whose far end the test controls: `const { source, script } = scriptedSource()`. */
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
              'A source frees its resources in close(). A second close() breaks real sources.',
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
        'There is no connection to emit through before the session connects.',
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
