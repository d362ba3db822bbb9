import { tellListeners } from '../control/listeners.ts'
import { type LiveStreamFacts, type PlatformEvent, platforms } from './platform-event.ts'
import { tellStory, type WatchedStream } from './story.ts'
import type { WebhookDelivery, WebhookSender, WebhookSenderOptions } from './webhook.ts'

const maxKeptDeliveries = 200
/** Max wait of an event for the next one to overtake it. */
const overtakenWithinMs = 1000
/** Much shorter than a platform's, which retries for a day. */
const retryDelaysMs = [500, 1000, 2000, 4000, 8000, 15_000, 30_000]

/** Sends the webhooks of one stream, by the events of its encoder, until closed. */
export function sendWebhooks(
  stream: WatchedStream & LiveStreamFacts,
  find: (id: string) => WatchedStream | undefined,
  options: WebhookSenderOptions,
): WebhookSender {
  const platform = platforms[options.platform]
  let current = { delayMs: 0, duplicates: 0, disorder: false, lose: 0, ...options }
  let log: WebhookDelivery[] = []
  let queue: Promise<unknown> = Promise.resolve()
  let overtaken: { readonly event: PlatformEvent; readonly timer: NodeJS.Timeout } | null = null
  const listeners = new Set<(delivery: WebhookDelivery) => void>()
  const timers = new Set<NodeJS.Timeout>()
  const abort = new AbortController()

  const after = (ms: number, run: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
    return timer
  }
  const cancel = (timer: NodeJS.Timeout): void => {
    clearTimeout(timer)
    timers.delete(timer)
  }
  const note = (event: PlatformEvent, result: Pick<WebhookDelivery, 'attempt' | 'copy' | 'status'>): void => {
    const delivery = { at: Date.now(), id: event.id, type: event.type, happenedAt: event.at, ...result }
    log = [...log, delivery].slice(-maxKeptDeliveries)
    tellListeners(listeners, delivery)
  }

  const post = async (event: PlatformEvent): Promise<number> => {
    const body = JSON.stringify(event.payload)
    const headers = platform.headers(body, options.secret, Date.now())
    try {
      const answer = await fetch(options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal: abort.signal,
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      return 0
    }
  }
  const attempt = async (event: PlatformEvent, count: number, copy: boolean): Promise<void> => {
    const status = await post(event)
    if (abort.signal.aborted) return
    note(event, { attempt: count, copy, status })
    const again = retryDelaysMs[count - 1]
    // Later events do not wait for a retry.
    if ((status < 200 || status > 299) && again !== undefined)
      after(again, () => void attempt(event, count + 1, copy))
  }
  const deliver = (event: PlatformEvent): void => {
    const { delayMs, duplicates } = current
    const deliverAll = async (): Promise<void> => {
      for (let copy = 0; copy <= duplicates && !abort.signal.aborted; copy++)
        await attempt(event, 1, copy > 0)
    }
    // Delayed from its own time, but not before earlier events.
    const due = new Promise<void>((resolve) => (delayMs > 0 ? void after(delayMs, resolve) : resolve()))
    queue = Promise.all([queue, due]).then(deliverAll)
  }

  const send = (event: PlatformEvent): void => {
    if (current.lose > 0) {
      current = { ...current, lose: current.lose - 1 }
      return note(event, { attempt: 0, copy: false, status: null })
    }
    const earlier = overtaken
    if (earlier) {
      overtaken = null
      cancel(earlier.timer)
      deliver(event)
      return deliver(earlier.event)
    }
    if (!current.disorder) return deliver(event)
    const timer = after(overtakenWithinMs, () => {
      overtaken = null
      deliver(event)
    })
    overtaken = { event, timer }
  }

  const stop = tellStory(stream, find, (step) => platform.events(step, stream).forEach(send))
  return {
    get options() {
      return current
    },
    set(switches) {
      current = { ...current, ...switches }
    },
    deliveries: () => log,
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      stop()
      abort.abort()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      listeners.clear()
    },
  }
}
