/** The limits that both sides keep and check. Lengths in UTF-16 code units, sizes in bytes, times in ms. */
export const bounds = {
  /** One frame, in both directions. A larger frame closes the connection with 1009. */
  frameBytes: 65_536,
  /** The serialised `data` of a `message`. */
  messageBytes: 16_384,
  /** Names, ids and kinds. */
  id: 128,
  /** Tickets and tokens. */
  token: 4096,
  url: 2048,
  /** Texts for the viewer. */
  text: 500,
  mediaKinds: 8,
  iceServers: 8,
  urlsPerIceServer: 8,
  /** Max duration: one day. */
  durationMs: 86_400_000,
  queue: 1_000_000,
  heartbeatMs: { min: 1000, max: 60_000 },
} as const
