import {
  type Assignment,
  type ClosedEvent,
  nest,
  type SourceCommand,
  type SourceLink,
  type StreamSource,
  type Surface,
} from '@standby/core/source'
import type { MediaFactory } from './options.ts'
import type { ServerMessageOf } from './protocol/server-messages.ts'

type Assigned = ServerMessageOf<'assigned'>

export interface MediaPlace {
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
export function mediaPlace(
  link: SourceLink,
  factories: Readonly<Record<string, MediaFactory>>,
  ended: (event: ClosedEvent) => void,
): MediaPlace {
  let worker: string | null = null
  let wasOpen = false

  const nested = nest(link, null, (event) => {
    worker = null
    ended(event)
  })

  return {
    get isOpen() {
      return worker !== null
    },
    begins: (next) => wasOpen && worker !== next,
    open({ worker: next, media }) {
      const make = Object.hasOwn(factories, media.kind) ? factories[media.kind] : undefined
      if (!make) return false
      if (worker === next) return true
      worker = next
      wasOpen = true
      const assignment = assignmentOf(media)
      // Made within `connect`, so that a factory that throws is a source that throws.
      nested.open(
        { kind: media.kind, id: media.kind, connect: (inner) => make(assignment).connect(inner) },
        assignment,
      )
      return true
    },
    empty() {
      if (worker === null) return
      worker = null
      nested.open(nothing)
    },
    attach: nested.attach,
    command: nested.command,
    close(code, reason) {
      worker = null
      nested.close(code, reason)
    },
  }
}
