import type { StreamEvent } from '@standby/stage'

export interface EventFeed {
  /** Tells the listener what has happened so far, and then what happens. Returns the function that stops. */
  watch(listener: (event: StreamEvent) => void): () => void
  close(): void
}

/**
 * The events of one stream over one connection, however many listen: browsers allow six to a server, and each would
 * take one away from the player.
 */
export function eventFeed(url: string): EventFeed {
  const past: StreamEvent[] = []
  const listeners = new Set<(event: StreamEvent) => void>()
  const source = new EventSource(url)
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as StreamEvent
    past.push(event)
    for (const listener of listeners) listener(event)
  }
  // A stream that the stage has closed would be asked for again every few seconds.
  source.onerror = () => source.close()
  return {
    watch(listener) {
      past.forEach(listener)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => source.close(),
  }
}
