/** The WebSocket subprotocol. A server that does not speak it refuses the handshake. */
export const subprotocol = 'standby.v1'

/** The close codes of the server, and the allowed reasons of each code. The list is complete. */
export const closes = {
  1000: ['left', 'ended'],
  1001: [],
  1002: ['request-first', 'request-twice', 'not-json'],
  1003: ['no-media-in-common'],
  1008: ['ticket-refused', 'silent'],
  1009: [],
  1011: [],
  1012: [],
  1013: ['overload'],
  4000: [],
  4001: ['queue-open', 'queue-closed'],
  4002: [],
  4003: [],
  4004: ['afk', 'max-runtime'],
  4005: [],
  4006: [],
  4007: [],
  4100: [],
} as const satisfies Readonly<Record<number, readonly string[]>>

export type CloseCode = keyof typeof closes
