/** The part of a WebSocket that the client uses: the browser's, or one with the same interface (the `ws` package in Node). */
export interface WebSocketLike {
  readonly readyState: number
  send(data: string): void
  close(code?: number, reason?: string): void
  onopen: ((event: any) => void) | null
  onmessage: ((event: any) => void) | null
  onerror: ((event: any) => void) | null
  onclose: ((event: any) => void) | null
}

export type WebSocketClass = new (url: string, protocols: string) => WebSocketLike

/** `readyState` of a socket that can send. */
export const open = 1
