import { boundedEvent, isFiniteSample } from './bounded-events.ts'
import type {
  Assignment,
  LiveSample,
  SourceCommand,
  SourceConnection,
  SourceEvent,
  SourceLink,
  StatsSample,
  StreamSource,
  Surface,
} from './source-contract.ts'
import { reportThrown } from '../session/listeners.ts'
import type { Environment } from '../environment/environment.ts'

interface ConnectionOptions {
  readonly source: StreamSource
  readonly environment: Environment
  readonly intent: SourceLink['intent']
  readonly attempt: number
  readonly resumeToken: string | null
  readonly assignment?: Assignment
  emit(event: SourceEvent): void
  sample(kind: 'live' | 'stats', value: LiveSample | StatsSample): void
}

export interface Connection {
  /** Returns `false` if the source accepts no commands. */
  command(command: SourceCommand): boolean
  /** Replaces the current surface. `null` only detaches. */
  attach(surface: Surface | null): void
  /** Detaches, closes and aborts, in this order, once. */
  close(code: number, reason?: string): void
}

/** Runs code of a source. An error is reported and not passed on. */
export const guarded = (run: () => void): void => {
  try {
    run()
  } catch (error) {
    reportThrown(error)
  }
}

/** One connection of a source. Events after its close are dropped. Its errors are reported and not passed on. */
export function openConnection(options: ConnectionOptions): Connection {
  const { source, environment, intent, attempt, resumeToken, assignment } = options
  const abort = new AbortController()
  let open = true
  let connection: SourceConnection | null = null
  let detach: (() => void) | undefined

  try {
    connection = source.connect({
      intent,
      attempt,
      ...(resumeToken !== null && { resumeToken }),
      ...(assignment && { assignment }),
      signal: abort.signal,
      environment,
      emit(event) {
        const bounded = open && boundedEvent(event, environment.now())
        if (bounded) options.emit(bounded)
      },
      sample: (kind, value) => void (open && isFiniteSample(value) && options.sample(kind, value)),
    })
  } catch (error) {
    reportThrown(error)
    options.emit({ type: 'closed', code: 1011, cause: 'source-error' })
  }

  return {
    command(command) {
      if (!open || !connection?.command) return false
      guarded(() => connection?.command?.(command))
      return true
    },
    attach(surface) {
      if (detach) guarded(detach)
      detach = undefined
      if (open && surface && connection?.attach) guarded(() => (detach = connection?.attach?.(surface)))
    },
    close(code, reason) {
      if (!open) return
      open = false
      if (detach) guarded(detach)
      guarded(() => connection?.close(code, reason))
      abort.abort()
    },
  }
}
