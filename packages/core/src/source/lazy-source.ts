import type { Environment } from '../environment/environment.ts'
import { importFailure } from '../network/import-failure.ts'
import { closedByPlain } from '../network/plain-failure.ts'
import { maxEarlyMessages } from '../policies/limits.ts'
import { reportThrown } from '../session/listeners.ts'
import { guarded } from './connection.ts'
import { keepsPlace } from './keeps-place.ts'
import type { LazyModule } from './lazy-module.ts'
import type { SourceCommand, SourceConnection, SourceLink, StreamSource } from './source-contract.ts'
import { surfaceSlot } from './surface-slot.ts'

/** A source whose connection is in a module of its own. */
export interface LazySource<M> extends Omit<StreamSource, 'preload' | 'connect' | 'release'> {
  readonly module: LazyModule<M>
  /** As `connect` of a source, with the loaded module. */
  connect(module: M, link: SourceLink): SourceConnection
  /** As `release` of a source, with the loaded module. */
  release?(module: M, resumeToken: string, environment: Environment): void
  /** Loads what the connection needs besides its module, at the same time. Must not throw. */
  preload?(): void
}

/**
 * A source that loads the code of its connection when a session connects, or at `preload`. Until then a page has only the
 * code that creates the source.
 *
 * `connect` returns a connection at once. While the code loads, this connection remembers the surface and the messages of
 * the page, and drops other commands. If it is closed meanwhile, nothing is opened. If the code does not load, the attempt
 * ends, and the next one loads it again. Once the code is loaded, `connect` opens the real connection at once.
 */
export function lazySource<M>({ module, connect, release, preload, ...source }: LazySource<M>): StreamSource {
  const free = (token: string, environment: Environment): void => {
    if (module.loaded) return release?.(module.loaded, token, environment)
    module.load().then(
      (loaded) => guarded(() => release?.(loaded, token, environment)),
      // Without the code, the far end frees the place itself after a while.
      () => {},
    )
  }
  return {
    ...source,
    preload() {
      if (typeof document === 'undefined') return
      preload?.()
      // `connect` loads it again, and reports the failure.
      module.load().catch(() => {})
    },
    connect(link) {
      if (module.loaded) return connect(module.loaded, link)
      preload?.()
      const opening = module.load().then((loaded) => () => connect(loaded, link))
      return lateConnection(link, opening, release && free)
    },
    ...(release && { release: free }),
  }
}

/** Stands for a connection while its code loads. Then it passes everything on to the connection. */
function lateConnection(
  link: SourceLink,
  opening: Promise<() => SourceConnection>,
  release: StreamSource['release'],
): SourceConnection {
  const surface = surfaceSlot()
  const messages: SourceCommand[] = []
  let connection: SourceConnection | null = null
  let loading = true
  /** How the session closed the connection. */
  let closed: Parameters<SourceConnection['close']> | null = null

  const isOver = () => closed !== null || link.signal.aborted

  const open = (connect: () => SourceConnection): void => {
    loading = false
    if (isOver()) return
    try {
      connection = connect()
    } catch (error) {
      reportThrown(error)
      return link.emit({ type: 'closed', code: 1011, cause: 'source-error' })
    }
    // It may have been closed inside `connect`, before it could be told.
    const how = closed
    if (how) guarded(() => connection?.close(...how))
    if (isOver()) return
    guarded(() => surface.show(connection))
    for (const message of messages.splice(0)) guarded(() => connection?.command?.(message))
  }

  opening.then(open, (error: unknown) => {
    const close = closedByPlain(importFailure(error, link.environment))
    if (!isOver()) link.emit(close)
  })

  return {
    attach: surface.attach,
    command(command) {
      if (connection) connection.command?.(command)
      // Every other command is about something that only an open connection offers.
      else if (command.type === 'message' && messages.length < maxEarlyMessages) messages.push(command)
    },
    close(code, reason) {
      closed = [code, reason]
      connection?.close(code, reason)
      const { resumeToken, environment } = link
      if (loading && resumeToken !== undefined && !keepsPlace(reason)) release?.(resumeToken, environment)
    },
  }
}
