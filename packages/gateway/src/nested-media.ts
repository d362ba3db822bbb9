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
import type { MediaFactory } from './options.ts'
import type { ServerMessageOf } from './protocol/server-messages.ts'

type Assigned = ServerMessageOf<'assigned'>

export interface NestedMedia {
  /** Media is open: it plays, or is on its way. */
  readonly isOpen: boolean
  /** There was media in this connection, and this worker's is not the one that goes on. */
  begins(worker: string): boolean
  /** Plays what was assigned; media of the same worker that is open goes on. `false`: of a kind that nobody here plays. */
  open(assigned: Assigned): boolean
  /** Ends the media; another may be opened later. */
  empty(): void
  attach(surface: Surface): () => void
  command(command: SourceCommand): void
  close(code: number, reason?: string): void
}

/** So many connections are opened within so long, ms; what is assigned beyond that waits, and the newest of it is opened. */
const atOnce = 3
const withinMs = 30_000

/** Takes the place of media that is over, and does nothing. */
const nothing: StreamSource = { kind: 'none', id: 'none', connect: () => ({ close() {} }) }

const assignmentOf = ({ kind, url, token, iceServers }: Assigned['media']): Assignment => ({
  kind,
  url,
  ...(token !== undefined && { token }),
  // JSON has no `undefined`, which is all that keeps the parsed type from being the browser's.
  ...(iceServers && { iceServers: iceServers as RTCIceServer[] }),
})

/** Where the assigned media plays. `ended` hears of media that closes by itself. */
export function nestedMedia(
  link: SourceLink,
  factories: Readonly<Record<string, MediaFactory>>,
  ended: (event: ClosedEvent) => void,
): NestedMedia {
  const { environment } = link
  let worker: string | null = null
  let wasOpen = false
  let newest: Assigned['media'] | null = null
  /** When the last ones were opened, local epoch, ms. */
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
    const media = newest
    const make = media && factories[media.kind]
    if (!make) return
    openedAt = [...openedAt.slice(1 - atOnce), environment.now()]
    const assignment = assignmentOf(media)
    // Made within `connect`, so that a factory that throws is a source that throws.
    nested.open(
      { kind: media.kind, id: media.kind, connect: (inner) => make(assignment).connect(inner) },
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
            'since each costs a media connection. Assign a worker once it runs (docs/protocol.md).',
        )
        nested.open(nothing)
        // A clock that was set must not make it longer.
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
