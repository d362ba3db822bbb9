import { openConnection, type Connection } from './connection.ts'
import type {
  Assignment,
  LiveSample,
  StatsSample,
  SourceCommand,
  SourceConnection,
  SourceEvent,
  SourceLink,
  StreamSource,
  Surface,
} from './source-contract.ts'

export type ClosedEvent = Extract<SourceEvent, { readonly type: 'closed' }>

/** How a connection ended: its code, and what is known about the reason. */
export type Close = Omit<ClosedEvent, 'type'>

/** A slot for a source inside another source. It lives as long as the outer connection. */
export interface NestedSource extends SourceConnection {
  /** Connects a source, which replaces the current one, and attaches it to the surface of the outer source. */
  open(source: StreamSource, assignment?: Assignment): void
  attach(surface: Surface): () => void
  command(command: SourceCommand): void
}

/**
 * Lets one source (a gateway) leave the media to another (WHEP, HLS). Events and samples of the inner source go to
 * the outer link, except `assigned`, `queued` and `not-live`: only the gateway sends these. When the inner source
 * closes, or its `connect` throws, it is closed and `onClosed` decides: open another one, or emit `closed` outside.
 *
 * Create it in the outer `connect`, with `null` while no place is assigned, and pass `attach`, commands and `close`
 * on to it. `close` closes the inner connection once.
 */
export function nestedSource(
  link: SourceLink,
  source: StreamSource | null,
  onClosed: (event: ClosedEvent) => void,
): NestedSource {
  let inner: Connection | null = null
  let surface: Surface | null = null
  /** Changes at each open and close, so that events of an earlier inner source are ignored. */
  let generation = 0
  let lastClose: readonly [code: number, reason?: string] = [1000]
  let over = false
  /** The inner source has emitted `tracks`. */
  let offers = false

  const close = (...how: readonly [code: number, reason?: string]) => {
    generation++
    lastClose = how
    const former = inner
    inner = null
    former?.close(...how)
  }

  /** Closes the inner source. Its last frame stays visible until the next first frame. Its tracks are withdrawn. */
  const free = (...how: readonly [code: number, reason?: string]) => {
    if (inner) surface?.hold?.()
    close(...how)
    const offered = offers
    offers = false
    if (offered)
      link.emit({ type: 'tracks', qualities: null, texts: null, audios: null, microphone: null, input: null })
  }

  const closeForGood = (...how: readonly [code: number, reason?: string]) => {
    if (over) return
    over = true
    close(...how)
  }

  const open = (next: StreamSource, assignment?: Assignment) => {
    if (!over) free(1000, 'ended')
    if (over) return
    const mine = generation
    let ended: ClosedEvent | undefined

    const end = (event: ClosedEvent) => {
      free(event.code, event.reason)
      onClosed(event)
    }

    const opened = openConnection({
      source: next,
      environment: link.environment,
      intent: link.intent,
      attempt: link.attempt,
      // The token belongs to the outer connection. The assignment has all that the nested source needs.
      resumeToken: null,
      ...(assignment && { assignment }),
      emit(event) {
        if (mine !== generation || ended) return
        offers ||= event.type === 'tracks'
        if (event.type === 'closed') {
          ended = event
          if (inner) end(event)
        } else if (event.type !== 'assigned' && event.type !== 'queued' && event.type !== 'not-live')
          link.emit(event)
      },
      sample(kind, value) {
        if (mine !== generation) return
        if (kind === 'live') link.sample(kind, value as LiveSample)
        else link.sample(kind, value as StatsSample)
      },
    })
    // An event emitted inside its `connect` may have closed the outer connection.
    if (mine !== generation) return opened.close(...lastClose)
    inner = opened
    if (ended) end(ended)
    else opened.attach(surface)
  }

  link.signal.addEventListener('abort', () => closeForGood(1000, 'ended'), { once: true })
  if (source) open(source, link.assignment)

  return {
    open,
    attach(next) {
      surface = next
      inner?.attach(next)
      return () => {
        if (surface !== next) return
        surface = null
        inner?.attach(null)
      }
    },
    command: (command) => void inner?.command(command),
    close: closeForGood,
  }
}
