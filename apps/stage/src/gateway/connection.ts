import type { CloseCode, ServerMessage } from '@standby/gateway/protocol'

/** The way to one viewer: a socket, or a simulated viewer's ear. */
export interface Connection {
  readonly simulated: boolean
  send(message: ServerMessage): void
  close(code: CloseCode, reason?: string, retryAfterMs?: number): void
  /** As if the cable were pulled: no close frame. */
  destroy(): void
  /** Open, but nothing is said any more. */
  silence(on: boolean): void
}
