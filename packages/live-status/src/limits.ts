/** The times and sizes of hub, client and webhooks. What a user can limit is in the options of each. */

// The hub

/** Interval of the hub's beats, ms, unless an option says otherwise. The client expects it until the first beat. */
export const defaultHeartbeatMs = 15_000
/**
 * Timeout for the store, the provider and the caller's functions, ms. Platforms give up on a delivery after 5 s, and
 * viewers on a silent response after 10 s. The rest is for the answer to arrive.
 */
export const answerWithinMs = 4000
/** Max deliveries whose bodies are read at the same time. Until they are verified, anyone may have sent them. */
export const maxUnread = 256
/** An event further in the future than this, ms, means that the clock of this machine is wrong. */
export const wrongClockMs = 5000
/** All streams are read again after this many beats, in case a notification of the store was lost. */
export const beatsPerRead = 4
/** Max changes that a viewer who comes back can be told. */
export const maxChanges = 50
/** How long the rest of an unwanted body is still read, ms, so that the client can read the answer. */
export const lingerMs = 2000
/** This long after a deadline, ms, the platform's event for the end must have been lost. */
export const lostEventMs = 60_000
/** Time after a reconnect until the Redis library has subscribed again for certain, ms. */
export const resubscribedMs = 1000

// What hub and client agree on

/** Max length of an address or id, UTF-16 code units. The hub sends no longer address, and the client accepts none. */
export const maxSrcLength = 2048

// The client

/** A connection that is lost for less than this is not reported, ms. */
export const graceMs = 5000
/** Timeout for the first message of a connection, ms. */
export const firstMessageMs = 10_000
/** A deadline that turns out to be wrong by more than this is reported again, ms. */
export const wrongDeadlineMs = 250
/** Max length of a message, UTF-16 code units. Messages of the hub are much shorter. */
export const maxMessageLength = 4096

// Webhooks

/** Max size of a body, bytes. Events of the platforms are much smaller. */
export const maxBodyBytes = 262_144
/** Timeout of a body, ms. Platforms give up on a delivery after 5 s. */
export const bodyWithinMs = 3000
/** Max signatures to check. Only an attacker sends more, to make us compute. */
export const maxSignatures = 8
/** Max reconnect window that platforms accept, s. */
export const maxWindowSeconds = 1800
/** Max time that an event may be in the future, ms. Further ahead, it would block all later events. */
export const maxAheadMs = 600_000

// Objects stand last: esbuild puts a number where it is used only if the module declares no object before it.

/** The platforms' reconnect windows for each latency mode, ms. */
export const defaultWindowMs = { standard: 60_000, reduced: 0, low: 0 } as const
/** The delays between the client's attempts, ms. */
export const retryDelays = { baseMs: 2000, capMs: 30_000 }
