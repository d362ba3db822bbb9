/** Calls every listener. A listener that throws or rejects is reported; the others are still called. */
export function tellListeners<Event>(
  listeners: Iterable<(event: Event) => unknown>,
  event: Event,
  report: (error: unknown) => void = console.error,
): void {
  for (const listener of listeners)
    try {
      const result = listener(event)
      if (result instanceof Promise) result.catch(report)
    } catch (error) {
      report(error)
    }
}

/** Resolves with the next event of a type that passes the test; rejects when `what` closes first, or the test throws. */
export function nextEvent<Event extends { readonly type: string }, Type extends Event['type']>(
  source: { on(listener: (event: Event) => void): () => void },
  what: string,
  type: Type,
  test: (event: Extract<Event, { type: Type }>) => boolean = () => true,
): Promise<Extract<Event, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const off = source.on((event) => {
      try {
        if (event.type === type && test(event as never)) resolve(event as never)
        else if (event.type !== 'closed') return
        else reject(new Error(`Standby: ${what} was closed while something waited for its "${type}" event.`))
      } catch (error) {
        reject(error)
      }
      off()
    })
  })
}
