export interface EventFeed<Event> {
  /** Tells the listener what has happened so far, and then what happens. Returns the function that stops. */
  watch(listener: (event: Event) => void): () => void
  close(): void
}

/**
 * The events of one stream or application over one connection, however many listen: browsers allow six to a server,
 * and each would take one away from the player.
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
  // What the stage has closed would be asked for again every few seconds.
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
