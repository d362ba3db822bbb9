/** The bounds that both sides keep and check. Lengths in UTF-16 code units, sizes in bytes, times in ms. */
export const bounds = {
  /** One frame, either way. A larger one closes the connection with 1009. */
  frameBytes: 65_536,
  /** Serialised `data` of a `message`. */
  messageBytes: 16_384,
  /** Names, ids and kinds. */
  id: 128,
  /** Tickets and tokens. */
  token: 4096,
  url: 2048,
  /** What a viewer reads. */
  text: 500,
  mediaKinds: 8,
  iceServers: 8,
  urlsPerIceServer: 8,
  /** A day: nothing the protocol speaks of lasts longer. */
  durationMs: 86_400_000,
  queue: 1_000_000,
  heartbeatMs: { least: 1000, most: 60_000 },
} as const
