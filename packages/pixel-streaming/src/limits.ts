/** The times, rates and sizes of the pixel streaming sources. */

// Signalling

/** The interval of pings, ms. */
export const pingEveryMs = 5000
/** Max silence of a server that has answered before, ms. */
export const silentAfterMs = 12_000
/** Max length of one message, characters. Session descriptions are the longest messages, with a few thousand. */
export const maxSignallingLength = 262_144
/** The interval of new subscriptions while the streamer is full, ms. */
export const subscribeEveryMs = 3000
/** How long to wait for the reason after the far end hangs up, ms. */
export const explainWithinMs = 1000
/** Max time of a second attempt, ms. While media plays, the session has no timer for it. */
export const replaceWithinMs = 20_000

// Messages of the application

/** Max size of a text from the application, bytes. It is UTF-16, so max 262,143 characters. */
export const maxTextBytes = 524_288
/** Max length of the content of a text field, characters. */
export const maxContentsLength = 4096
/** Max messages that wait for the data channel to open. */
export const maxEarlyMessages = 64

// Arcware and Streampixel

/** Arcware sends no resume window. Its own SDK resumes a session of any age. In ms. */
export const arcwareResumeWindowMs = 60_000
/** How long Streampixel's SDK, or its frame, tries to reconnect after the first loss, ms. */
export const streampixelReconnectWindowMs = 60_000
/** How long after its warning Streampixel's frame closes a session, ms. */
export const afkGraceMs = 10_000
/** A `disconnected` within this time after `afkAbort`, ms, is an AFK end. */
export const afkEndsWithinMs = 2000
/** Two countdowns whose ends differ by less than this, ms, are the same countdown. */
export const sameCountdownMs = 1500

// Objects stand last: esbuild puts a number where it is used only if the module declares no object before it.

/** Max rate of signalling messages. More are dropped. */
export const signallingRate = { perSecond: 100, atOnce: 1000 }
/** Max rate of an application's messages. More are dropped. */
export const applicationRate = { perSecond: 200, atOnce: 1000 }
/** Max rate of messages from Streampixel's frame. */
export const frameRate = { perSecond: 100, atOnce: 500 }
