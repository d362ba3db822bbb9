export const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  // Compression and buffering proxies would hold a message back until more follows.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

const encoder = new TextEncoder()

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
  readonly id?: string
}

/** One message as it is sent. JSON contains no line breaks. */
export const eventText = ({ event, data, id }: ServerSentEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

export const encode = (text: string): Uint8Array => encoder.encode(text)
