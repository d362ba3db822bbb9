/** The server's end of one socket. */
export interface SignallingSocket {
  /** Sent as JSON. */
  send(message: object): void
  /** Sent as it is, sense or nonsense. */
  sendRaw(data: string | Buffer): void
  /** Null: a close frame without a code. */
  close(code: number | null, reason?: string): void
  /** As if the cable were pulled: no close frame. */
  destroy(): void
  /** Open, but nothing is said any more. */
  silence(on: boolean): void
}

/** What the server does with what comes from one socket. */
export interface SignallingReceiver {
  /** Parsed JSON, not checked yet. */
  onMessage(message: unknown): void
  onMalformed(what: string): void
  /** The socket is closed, whoever closed it. */
  onClose(code: number, reason: string): void
}
