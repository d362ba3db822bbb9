import {
  type Close,
  closedBy,
  type Environment,
  type Refreshable,
  resolveRefreshable,
  socketUrl,
  type Timer,
  warnOnce,
} from '@standby/core/source'
import type { GatewayOptions } from '../options.ts'
import { bounds } from '../protocol/bounds.ts'
import type { ClientMessage } from '../protocol/client-messages.ts'
import { type GatewaySocket, openSocket, type SessionMessage } from './socket.ts'
import { answerWithinMs } from '../limits.ts'

export interface SignallingHost {
  message(channel: SignallingChannel, message: SessionMessage): void
  /** Called once, as the last call. Not called after our own `close`. */
  down(channel: SignallingChannel, close: Close): void
}

export interface SignallingOptions {
  readonly url: Refreshable<string>
  readonly options: GatewayOptions
  readonly environment: Environment
  readonly attempt: number
  /** `expired`: the gateway refused the ticket of the last channel. */
  readonly reason: 'connect' | 'expired'
  readonly resumeToken: string | undefined
  /** Whether the channel needs its own timeout, because the session has none for it. */
  readonly timed: boolean
  readonly host: SignallingHost
}

/** One connection to the gateway, from resolving its address and ticket to its close. */
export interface SignallingChannel {
  readonly isAnswered: boolean
  send(message: ClientMessage): boolean
  close(code: number, reason?: string): void
}

export function openSignalling(given: SignallingOptions): SignallingChannel {
  const { url, options, environment, attempt, reason, resumeToken, host } = given
  let socket: GatewaySocket | null = null
  let over = false
  let answered = false
  let timer: Timer | null = null

  const stopTimer = () => {
    if (timer !== null) environment.clearTimeout(timer)
    timer = null
  }

  const down = (close: Close) => {
    if (over) return
    over = true
    stopTimer()
    host.down(channel, close)
  }

  const channel: SignallingChannel = {
    get isAnswered() {
      return answered
    },
    send: (message) => socket?.send(message) ?? false,
    close(code, why) {
      if (over) return
      over = true
      stopTimer()
      socket?.close(code, why)
    },
  }

  const request = (ticket: unknown): ClientMessage => ({
    type: 'request',
    app: options.app,
    ...(typeof ticket === 'string' && ticket !== '' && { ticket }),
    ...(resumeToken !== undefined && { resumeToken }),
    media: Object.keys(options.media),
  })

  const open = (address: unknown, ticket: unknown) => {
    if (over) return
    const context = { now: environment.now(), started: false }
    const target = socketUrl(address)
    if (target === null) return down(closedBy({ kind: 'invalid-url' }, context))
    if (typeof ticket === 'string' && ticket.length > bounds.token)
      warnOnce(
        'gateway:ticket',
        `the ticket has more than ${bounds.token} characters. The gateway refuses such a request. Use a shorter ticket.`,
      )
    const WebSocket = options.WebSocket ?? globalThis.WebSocket
    if (!WebSocket) return down(closedBy({ kind: 'unsupported' }, context))
    try {
      socket = openSocket({
        WebSocket,
        url: target,
        environment,
        request: request(ticket),
        host: {
          message(message) {
            if (message.type === 'queued' || message.type === 'assigned') {
              answered = true
              stopTimer()
            }
            host.message(channel, message)
          },
          closed: down,
        },
      })
    } catch {
      // The browser refused an address that our own check accepts, such as `ws:` in a page over https.
      down(closedBy({ kind: 'invalid-url' }, context))
    }
  }

  if (given.timed)
    timer = environment.setTimeout(() => {
      socket?.close(1000)
      down({ code: 1006, cause: 'timeout' })
    }, answerWithinMs)

  const why = { attempt, reason }
  Promise.all([resolveRefreshable(url, why), resolveRefreshable(options.ticket, why)]).then(
    ([address, ticket]) => open(address, ticket),
    () => down({ code: 1006, cause: 'source-error' }),
  )
  return channel
}
