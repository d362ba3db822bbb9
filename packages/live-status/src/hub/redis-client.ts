/** Of an `ioredis` client as much as is needed. */
export interface IoRedisLike {
  call(command: string, ...args: string[]): Promise<unknown>
  duplicate(): IoRedisLike
  subscribe(channel: string): Promise<unknown>
  on(event: string, listener: (...args: any[]) => void): unknown
  connect(): Promise<unknown>
  disconnect(): void
  readonly status: string
}

/** Of a client of `redis` (node-redis) as much as is needed. */
export interface NodeRedisLike {
  sendCommand(args: string[]): Promise<unknown>
  duplicate(): NodeRedisLike
  connect(): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  on(event: string, listener: (...args: any[]) => void): unknown
  destroy(): void
}

/** What the store asks of either. */
export interface RedisConnection {
  command(...args: string[]): Promise<unknown>
  /**
   * Listens to a channel over a connection of its own, also after that was lost. `back` is called whenever messages
   * come in from now on, and may have been missed before. Returns the function that ends it.
   */
  listen(channel: string, message: (text: string) => void, back: () => void): () => void
}

/** So long after a connection is back its subscription is, too, whatever the library does first, ms. */
const resubscribedMs = 1000

export const connectionOf = (client: IoRedisLike | NodeRedisLike): RedisConnection =>
  'call' in client ? ioRedisConnection(client) : nodeRedisConnection(client)

function ioRedisConnection(client: IoRedisLike): RedisConnection {
  return {
    command: (name = '', ...args) => client.call(name, ...args),
    listen(channel, message, back) {
      const line = client.duplicate()
      // Errors come with every attempt to connect; the library goes on trying, and the commands' own rejections tell.
      line.on('error', () => {})
      line.on('message', (_: string, text: string) => message(text))
      // It subscribes again by itself, but does not say when it has.
      line.on('ready', () => void line.subscribe(channel).then(back, () => {}))
      // A client that connects with its first command hands that on.
      if (line.status === 'wait') line.connect().catch(() => {})
      return () => line.disconnect()
    },
  }
}

function nodeRedisConnection(client: NodeRedisLike): RedisConnection {
  // Where nobody listens for it, the first error of its connection would end the process.
  client.on('error', () => {})
  return {
    command: (...args) => client.sendCommand(args),
    listen(channel, message, back) {
      const line = client.duplicate()
      let late: ReturnType<typeof setTimeout> | undefined
      let over = false
      const end = (): void => {
        over = true
        clearTimeout(late)
        try {
          line.destroy()
        } catch {
          // It says that it is closed already.
        }
      }
      line.on('error', () => {})
      line.on('ready', () => {
        // A connection that was on its way when it was ended arrives all the same.
        if (over) return end()
        back()
        clearTimeout(late)
        late = setTimeout(back, resubscribedMs)
      })
      const opening = line.connect().then(() => line.subscribe(channel, message))
      opening.then(
        () => over || back(),
        () => {},
      )
      return end
    },
  }
}
