import type { CloseCode, ServerMessage } from '@standby/gateway/protocol'

/** A connection to one viewer: a socket, or a simulated viewer. */
export interface Connection {
  readonly simulated: boolean
  send(message: ServerMessage): void
  close(code: CloseCode, reason?: string, retryAfterMs?: number): void
  /** Cuts the connection without a close frame, as a pulled cable does. */
  destroy(): void
  /** Keeps the connection open but sends nothing. */
  silence(on: boolean): void
}
