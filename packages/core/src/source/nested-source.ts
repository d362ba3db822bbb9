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

/** The place for a source inside another one, for as long as the outer connection lives. */
export interface NestedSource extends SourceConnection {
  /** Connects a source, in place of the one before, and attaches it where the outer one is attached. */
  open(source: StreamSource, assignment?: Assignment): void
  attach(surface: Surface): () => void
  command(command: SourceCommand): void
}

/**
 * Lets one source (a gateway) leave the media to another (WHEP, HLS). What the inner one emits and samples goes
 * to the outer link, except what is the gateway's to say: `assigned`, `queued`, `not-live`. When the inner one
 * closes, or its `connect` throws, it is freed and `onClosed` decides: open another, or emit `closed` outside.
 *
 * Make the nest in the outer `connect`, with `null` while no place is assigned yet, and pass `attach`, commands
 * and `close` on to it. `close` closes the inner connection once.
 */
export function nest(
  link: SourceLink,
  source: StreamSource | null,
  onClosed: (event: ClosedEvent) => void,
): NestedSource {
  let inner: Connection | null = null
  let surface: Surface | null = null
  /** Counts what was opened, so that an inner source that is gone is not heard any more. */
  let generation = 0
  let lastClose: readonly [code: number, reason?: string] = [1000]
  let over = false
  /** The inner one offers something to choose, or a way back. */
  let offers = false

  const close = (...how: readonly [code: number, reason?: string]) => {
    generation++
    lastClose = how
    const former = inner
    inner = null
    former?.close(...how)
  }

  /** What it showed stays in sight until the next one shows something; what it offered goes with it. */
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
      // The outer connection's own; a nested source was told all it needs by the assignment.
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
    // Inside its `connect` it may have brought the outer connection to close.
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
