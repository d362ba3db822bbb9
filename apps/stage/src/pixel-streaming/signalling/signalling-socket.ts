/** The server's end of one socket. */
export interface SignallingSocket {
  /** Sends JSON. */
  send(message: object): void
  /** Sends unchanged data, valid or not. */
  sendRaw(data: string | Buffer): void
  /** Null: a close frame without a code. */
  close(code: number | null, reason?: string): void
  /** Cuts the socket without a close frame, as a pulled cable does. */
  destroy(): void
  /** Keeps the socket open but sends nothing. */
  silence(on: boolean): void
}

/** The server's handler of one socket. */
export interface SignallingReceiver {
  /** Parsed JSON, not checked yet. */
  onMessage(message: unknown): void
  onMalformed(what: string): void
  /** The socket is closed, by either side. */
  onClose(code: number, reason: string): void
}
