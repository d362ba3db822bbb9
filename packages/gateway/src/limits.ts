/** The times and rates of a gateway's client. The limits that both sides keep are in `protocol/bounds.ts`. */

// The socket

/** Max wait that a gateway may ask for, ms. */
export const maxRetryAfterMs = 300_000
/** The interval of heartbeats until the server sends its own, ms. */
export const defaultHeartbeatMs = 10_000
/** A server must answer a ping within this time, ms, or within one heartbeat if that is shorter. */
export const pongWithinMs = 5000
/** After a pause, messages may not be delivered yet. A server that stays silent after this many pings is gone. */
export const pingsBeforeGone = 2

// The session

/** Max wait for an answer to the request, ms. While media plays, the session has no timer for a new channel. */
export const answerWithinMs = 20_000
/** When media closes by itself, the gateway has this time to send the reason, ms. */
export const explainWithinMs = 2000
/** A ticket that is refused within this time after a renewal, ms, is refused for good. */
export const renewEveryMs = 10_000
/** Max media connections within `mediaWithinMs`. Further assignments wait, and only the newest one is opened. */
export const maxMediaAtOnce = 3
/** The time in which media connections are counted, ms. */
export const mediaWithinMs = 30_000

// Objects stand last: esbuild puts a number where it is used only if the module declares no object before it.

/** Max rate of messages. A busy gateway sends a few a second. */
export const messageRate = { perSecond: 200, atOnce: 1000 } as const
