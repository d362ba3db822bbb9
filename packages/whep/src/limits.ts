/** The times, rates and sizes of a WHEP client. Sizes of the data channel's frames belong to its schema. */

/** Max size of an answer, bytes. */
export const maxAnswerBytes = 131_072
/** Max length of a `Link` header, UTF-16 code units. */
export const maxLinkLength = 16_384
/** Max ICE candidates of one answer. */
export const maxCandidates = 64
/** Max ICE servers from all origins together. Each one costs requests before the first frame. */
export const maxServers = 8
/** Max wait for ICE candidates, ms, because a STUN or TURN server may never answer. */
export const maxGatheringMs = 2000
/** Min delay before the next request, ms, also if a server asks for a shorter one again and again. */
export const minDelayMs = 1000
/** Frames of the data channel above this rate are dropped. */
export const maxFramesPerSecond = 500
