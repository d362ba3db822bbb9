import {
  closedBy,
  type Environment,
  type Refreshable,
  resolveRefreshable,
  socketUrl,
  type Timer,
  warnOnce,
} from '@standby/core/source'
import type { Close } from './close-reading.ts'
import type { GatewayOptions } from './options.ts'
import { bounds } from './protocol/bounds.ts'
import type { ClientMessage } from './protocol/client-messages.ts'
import { type GatewaySocket, openSocket, type SessionMessage } from './socket.ts'

/** Media is watched meanwhile, so nobody else looks at the clock for a line that comes back. */
const answerWithinMs = 20_000

export interface SignallingHost {
  message(line: SignallingChannel, message: SessionMessage): void
  /** Once, and nothing comes after it. Not after a `close` of ours. */
  down(line: SignallingChannel, close: Close): void
}

export interface SignallingOptions {
  readonly url: Refreshable<string>
  readonly options: GatewayOptions
  readonly environment: Environment
  readonly attempt: number
  /** `expired`: the ticket of the line before was refused. */
  readonly reason: 'connect' | 'expired'
  readonly resumeToken: string | undefined
  /** The session has no timer of its own for this one. */
  readonly timed: boolean
  readonly host: SignallingHost
}

/** One way to the gateway, from asking for its address and ticket to its close. */
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
    host.down(line, close)
  }

  const line: SignallingChannel = {
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
        `the ticket has more than ${bounds.token} characters. The gateway refuses such a request. Make it shorter.`,
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
            host.message(line, message)
          },
          closed: down,
        },
      })
    } catch {
      // An address that passed ours but not the browser's check: `ws:` in a page that came over https.
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
  return line
}
