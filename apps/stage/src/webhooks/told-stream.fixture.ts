import { StreamEvents, type StreamReport } from '../hls/events.ts'
import { resolveStreamOptions, type StreamOptions } from '../hls/stream-options.ts'
import type { LiveStreamFacts } from './platform-event.ts'
import type { WatchedStream } from './story.ts'

/** A stream without an encoder: the test emits its events, one second apart from `start`. */
export function toldStream(id: string, options: StreamOptions = {}, start = 1_800_000_000_000) {
  const events = new StreamEvents()
  let at = start
  const stream: WatchedStream & LiveStreamFacts = {
    id,
    options: resolveStreamOptions({ id, ...options }, () => id),
    on: (listener) => events.on(listener),
    events: () => events.past(),
  }
  const tell = (report: StreamReport) => events.emit({ at: (at += 1000), ...report })
  return {
    stream,
    tell,
    started: (run: number) => tell({ type: 'encoder-started', run }),
    listed: (run: number) =>
      tell({
        type: 'segment-listed',
        sequence: 1,
        run,
        startMs: 0,
        endMs: 0,
        discontinuity: false,
        gap: false,
        fault: null,
      }),
    stopped: (run: number) => tell({ type: 'encoder-stopped', run, reason: 'killed' }),
    ended: () => tell({ type: 'ended' }),
  }
}
