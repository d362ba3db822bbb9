import { resubscribedMs } from '../../limits.ts'

/** The part we need of an `ioredis` client. */
export interface IoRedisLike {
  call(command: string, ...args: string[]): Promise<unknown>
  duplicate(): IoRedisLike
  subscribe(channel: string): Promise<unknown>
  on(event: string, listener: (...args: any[]) => void): unknown
  connect(): Promise<unknown>
  disconnect(): void
  readonly status: string
}

/** The part we need of a `redis` (node-redis) client. */
export interface NodeRedisLike {
  sendCommand(args: string[]): Promise<unknown>
  duplicate(): NodeRedisLike
  connect(): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  on(event: string, listener: (...args: any[]) => void): unknown
  destroy(): void
}

/** What the store needs from either client. */
export interface RedisConnection {
  command(...args: string[]): Promise<unknown>
  /**
   * Listens to a channel over a separate connection, and reconnects when that is lost. `back` is called whenever the
   * subscription is active (again): messages may have been missed before. Returns the function that ends it.
   */
  listen(channel: string, message: (text: string) => void, back: () => void): () => void
}

export const connectionOf = (client: IoRedisLike | NodeRedisLike): RedisConnection =>
  'call' in client ? ioRedisConnection(client) : nodeRedisConnection(client)

function ioRedisConnection(client: IoRedisLike): RedisConnection {
  return {
    command: (name = '', ...args) => client.call(name, ...args),
    listen(channel, message, back) {
      const subscriber = client.duplicate()
      // Errors come with every failed connection attempt. The library keeps trying, and failed commands reject.
      subscriber.on('error', () => {})
      subscriber.on('message', (_: string, text: string) => message(text))
      // ioredis subscribes again by itself, but does not tell when. So we subscribe, too.
      subscriber.on('ready', () => void subscriber.subscribe(channel).then(back, () => {}))
      // A client with `lazyConnect` passes that option on to its duplicate.
      if (subscriber.status === 'wait') subscriber.connect().catch(() => {})
      return () => subscriber.disconnect()
    },
  }
}

function nodeRedisConnection(client: NodeRedisLike): RedisConnection {
  // Without a listener, the first connection error would end the process.
  client.on('error', () => {})
  return {
    command: (...args) => client.sendCommand(args),
    listen(channel, message, back) {
      const subscriber = client.duplicate()
      let late: ReturnType<typeof setTimeout> | undefined
      let over = false
      const end = (): void => {
        over = true
        clearTimeout(late)
        try {
          subscriber.destroy()
        } catch {
          // It was closed already.
        }
      }
      subscriber.on('error', () => {})
      subscriber.on('ready', () => {
        // `listen` was ended while the connection was being opened.
        if (over) return end()
        back()
        clearTimeout(late)
        late = setTimeout(back, resubscribedMs)
      })
      const opening = subscriber.connect().then(() => subscriber.subscribe(channel, message))
      opening.then(
        () => over || back(),
        () => {},
      )
      return end
    },
  }
}
