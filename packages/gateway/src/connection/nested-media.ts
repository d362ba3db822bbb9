import {
  type Assignment,
  type ClosedEvent,
  nestedSource,
  type SourceCommand,
  type SourceLink,
  type StreamSource,
  type Surface,
  type Timer,
  warnOnce,
} from '@standby/core/source'
import type { MediaFactory } from '../options.ts'
import type { ServerMessageOf } from '../protocol/server-messages.ts'
import { maxMediaAtOnce as atOnce, mediaWithinMs as withinMs } from '../limits.ts'

type Assigned = ServerMessageOf<'assigned'>

export interface NestedMedia {
  /** Whether media is open or waits to be opened. */
  readonly isOpen: boolean
  /** Whether this worker replaces earlier media of this connection. */
  begins(worker: string): boolean
  /** Plays the assigned media. Open media of the same worker continues. Returns `false` for an unknown kind. */
  open(assigned: Assigned): boolean
  /** Closes the media. Other media may be opened later. */
  empty(): void
  attach(surface: Surface): () => void
  command(command: SourceCommand): void
  close(code: number, reason?: string): void
}

/** An empty source that replaces media that is over. */
const nothing: StreamSource = { kind: 'none', id: 'none', connect: () => ({ close() {} }) }

/** Plays the assigned media. `ended` is called when media closes by itself. */
export function nestedMedia(
  link: SourceLink,
  factories: Readonly<Record<string, MediaFactory>>,
  ended: (event: ClosedEvent) => void,
): NestedMedia {
  const { environment } = link
  let worker: string | null = null
  let wasOpen = false
  let newest: Assignment | null = null
  /** When the last connections were opened, local epoch, ms. */
  let openedAt: readonly number[] = []
  let timer: Timer | null = null

  const nested = nestedSource(link, null, (event) => {
    worker = null
    ended(event)
  })

  const stop = () => {
    worker = null
    environment.clearTimeout(timer)
    timer = null
  }

  const openNewest = () => {
    timer = null
    const assignment = newest
    const make = assignment && factories[assignment.kind]
    if (!make) return
    openedAt = [...openedAt.slice(1 - atOnce), environment.now()]
    // Created inside `connect`, so that an error of the factory is handled like an error of a source.
    nested.open(
      { kind: assignment.kind, id: assignment.kind, connect: (inner) => make(assignment).connect(inner) },
      assignment,
    )
  }

  return {
    get isOpen() {
      return worker !== null
    },
    begins: (next) => wasOpen && worker !== next,
    open({ worker: next, media }) {
      if (!Object.hasOwn(factories, media.kind)) return false
      if (worker === next && timer === null) return true
      worker = next
      wasOpen = true
      newest = media
      if (timer !== null) return true
      const first = openedAt.at(-atOnce)
      const waitMs = first === undefined ? 0 : first + withinMs - environment.now()
      if (waitMs <= 0) openNewest()
      else {
        warnOnce(
          'gateway:workers',
          `the gateway assigned more than ${atOnce} times within ${withinMs / 1000} s. The newest worker has to wait, ` +
            'because each one needs a media connection. Assign a worker only when it runs (docs/protocol.md).',
        )
        nested.open(nothing)
        // A clock that was set back must not make it longer.
        timer = environment.setTimeout(openNewest, Math.min(waitMs, withinMs))
      }
      return true
    },
    empty() {
      if (worker === null) return
      stop()
      nested.open(nothing)
    },
    attach: nested.attach,
    command: nested.command,
    close(code, reason) {
      stop()
      nested.close(code, reason)
    },
  }
}
