export interface EventFeed<Event> {
  /** Tells the listener the past events, and then each new one. Returns the function that stops. */
  watch(listener: (event: Event) => void): () => void
  close(): void
}

/**
 * The events of one stream or application over one connection for all listeners. Browsers allow six connections per
 * server, and the player needs them.
 */
export function eventFeed<Event>(url: string): EventFeed<Event> {
  const past: Event[] = []
  const listeners = new Set<(event: Event) => void>()
  const source = new EventSource(url)
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as Event
    past.push(event)
    for (const listener of listeners) listener(event)
  }
  // Otherwise the browser connects again every few seconds after the stage has closed the feed.
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
