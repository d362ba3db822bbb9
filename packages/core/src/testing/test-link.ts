import type { LiveSample, SourceEvent, SourceLink, StatsSample } from '../source/source-contract.ts'
import { createListeners } from '../session/listeners.ts'
import { manualEnvironment } from './manual-environment.ts'

type EventOf<T extends SourceEvent['type']> = Extract<SourceEvent, { readonly type: T }>

/** The session's side of one connection, for the tests of a source. */
export interface TestLink extends SourceLink {
  /** All events of the source, oldest first. */
  readonly events: readonly SourceEvent[]
  /** Events after the signal aborted. A source must emit none. */
  readonly lateEvents: readonly SourceEvent[]
  readonly samples: { readonly live: readonly LiveSample[]; readonly stats: readonly StatsSample[] }
  /** The events of one type, oldest first. */
  eventsOf<T extends SourceEvent['type']>(type: T): readonly EventOf<T>[]
  /**
   * The first event of a type that `matches`, past or future. It has no timeout of its own: the timeout of the test
   * runner names the test.
   */
  waitFor<T extends SourceEvent['type']>(
    type: T,
    matches?: (event: EventOf<T>) => boolean,
  ): Promise<EventOf<T>>
  /** Aborts the signal, as the session does right after `close`. */
  abort(): void
}

export type TestLinkOptions = Partial<
  Pick<SourceLink, 'intent' | 'attempt' | 'resumeToken' | 'assignment' | 'environment'>
>

/** Records the events and samples of a source. Default environment: a manual one. */
export function createTestLink(options: TestLinkOptions = {}): TestLink {
  const controller = new AbortController()
  const events: SourceEvent[] = []
  const lateEvents: SourceEvent[] = []
  const live: LiveSample[] = []
  const stats: StatsSample[] = []
  const emitted = createListeners<[SourceEvent]>()

  return {
    intent: 'start',
    attempt: 0,
    environment: options.environment ?? manualEnvironment(),
    ...options,
    signal: controller.signal,
    emit(event) {
      if (controller.signal.aborted) lateEvents.push(event)
      else {
        events.push(event)
        emitted.notify(event)
      }
    },
    sample(kind: 'live' | 'stats', value: LiveSample | StatsSample) {
      if (kind === 'live') live.push(value as LiveSample)
      else stats.push(value as StatsSample)
    },
    events,
    lateEvents,
    samples: { live, stats },
    eventsOf: <T extends SourceEvent['type']>(type: T) =>
      events.filter((event): event is EventOf<T> => event.type === type),
    waitFor<T extends SourceEvent['type']>(type: T, matches: (event: EventOf<T>) => boolean = () => true) {
      const wanted = (event: SourceEvent): event is EventOf<T> =>
        event.type === type && matches(event as EventOf<T>)
      const past = events.find(wanted)
      if (past) return Promise.resolve(past)
      return new Promise<EventOf<T>>((resolve) => {
        const stop = emitted.add((event) => {
          if (!wanted(event)) return
          stop()
          resolve(event)
        })
      })
    },
    abort: () => controller.abort(),
  }
}
