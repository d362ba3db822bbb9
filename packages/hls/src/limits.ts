/**
 * The times and limits of live HLS. The delays between failed requests are functions, in `connection/retry-delay.ts`.
 * A number "of target durations" is multiplied by EXT-X-TARGETDURATION.
 */

// Requests

/** Timeout of a playlist that is read beside the element, ms. */
export const playlistTimeoutMs = 8000
/** Max requests for a missing segment before it is skipped. */
export const segmentTries = 3
/** After this many failures, a level's playlist alone may be broken. */
export const levelTries = 4
/** Retries after 401 and 403 before they count: some origins refuse for a moment after a restart. */
export const refusalTries = 2
/** Min time between two calls of the function `src` while the stream is not live, ms. */
export const askEveryMs = 10_000
/** Min time between two renewals of the address, ms. A signature that is refused sooner has not expired. */
export const refreshEveryMs = 10_000
/** Min time between two polls, ms. A platform may announce again and again. */
export const minPollIntervalMs = 1000

// The far end

/** The encoder is lost after this many target durations without a new segment: one for the segment, 1.5 of slack. */
export const lostAfter = 2.5
/** The same when partial segments are listed. */
export const partsLostAfter = 2
/** Max time that a segment counts as being loaded, ms. */
export const maxSegmentMs = 10_000
/** Max addresses to compare. A playlist that moved on by more shares no segment with the one before. */
export const maxComparedAddresses = 16
/** Max segments by which the playlist of another level may be behind. */
export const maxLevelLag = 3

// The playhead. How long it must stand to be still is a number of core, `stillMs`.

/** The element is checked at this interval, ms. */
export const tickMs = 200
/** How long the engine has to jump a hole before we do, ms. */
export const holeMs = 800
/** The timestamps started over when new segments have missed the playhead for this many target durations. */
export const misplacedAfter = 2.5
/** The decoder is stuck when a playhead with media stands for this many target durations. */
export const stuckAfter = 2
/** Min time between two restarts of the decoder, ms. */
export const recoverEveryMs = 5000
/** Max media errors in a row without a moving picture. After that, this browser cannot decode the stream. */
export const maxMediaFailures = 4
/** A stream that was loaded longer ago than this, ms, is reloaded at once. Sooner, there is a pause before it. */
export const reloadsForgottenMs = 20_000
/** Reload when less than this is left to play, s. Earlier, pictures that were not shown yet would be lost. */
export const playedOutS = 0.35

// The latency

/** How long playback must be smooth before its latency counts as the usual one, ms. */
export const smoothMs = 3000
/** Min updates of the live edge before it is trusted: the first ones are wrong by up to one poll period. */
export const minEdgeUpdates = 3
/** Max updates of the live edge to remember. With more, short delays of the encoder would add up for ever. */
export const maxEdgeUpdates = 6
/**
 * Max length of a hold, in target durations. With less than 0.5, playback would stop again whenever the next segment is
 * seen late: the playlist is polled every half target duration, so the first segment may be seen that late too.
 */
export const maxHold = 0.75
/** Min missing latency for a hold, in steps. Below, the next segment is in the buffer and slow playback is enough. */
export const minMissing = 0.75
/** Min buffer at the end of a hold, s. */
export const minHeldBufferS = 0.5
/** A hold without media ends with a reload after this many target durations. */
export const heldInVainAfter = 2.5
/** Min length of a playlist that counts as a DVR, s. */
export const dvrWindowS = 120

// Objects stand last: esbuild puts a number where it is used only if the module declares no object before it.

/** Timeouts of hls.js: until the first byte, and until the whole answer, ms. */
export const requestTimeouts = {
  entry: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 15_000 },
  playlist: { maxTimeToFirstByteMs: 6000, maxLoadTimeMs: 12_000 },
  segment: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 60_000 },
} as const
