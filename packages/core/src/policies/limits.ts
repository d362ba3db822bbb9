/**
 * The times, rates and sizes that core sets itself. What a user can set is in `policies.ts`; the ranges of a source's
 * numbers are in `source/bounded-events.ts`.
 */

// The session

/** A browser may be wrong when it says it is offline, so attempts go on at this interval, ms. */
export const offlineMs = 30_000
/** The viewer's presence is told to the far end max once in this time, ms. */
export const tellFarEndEveryMs = 10_000
/** Human input is reported max once in this time, ms, while no AFK countdown runs. */
export const reportInputEveryMs = 5000
/** While the AFK countdown runs, pointer travel below this is an accident, px. */
export const travelPx = 10
/** Max status changes that the diagnostics hold. */
export const maxTransitions = 50

// The clock

/** While a deadline is pending, the clock is read at this interval, ms. */
export const readClockEveryMs = 1000
/** A timer this late, ms, means that the device slept, or that the clock was set. */
export const sleptMs = 2000
/** The same in a hidden tab. There browsers delay timers by up to a minute, and that is no sleep. */
export const hiddenSleptMs = 90_000

// Requests

/** Max time of the request that tells a refusal by CORS from a network that fails, ms. */
export const corsProbeMs = 5000
/** Max wait that a server may ask for, ms. */
export const maxRetryAfterMs = 300_000

// The picture of a <video>

/** The element is checked at this interval, ms. */
export const checkPictureEveryMs = 120
/** The same for a live camera, which may have few frames, and during a seek. */
export const patientStillMs = 1400
/** Hidden tabs and audio-only streams paint no frame. There this much playback counts as the first frame, s. */
export const unseenPlaybackS = 0.5

// Media over WebRTC. The browser reports a loss only after 6 s.

/** What arrives is checked at this interval, ms. */
export const checkMediaEveryMs = 250
/** The interval of statistics, ms. */
export const sampleEveryMs = 1000
/** A check later than this, ms, was held back by a frozen tab, or by a device that slept. */
export const checkGapMs = 1500
/** Packets come every 20 to 40 ms. After a gap of this length media is stalled, ms. */
export const latePacketMs = 500
/** The same for video alone: with few frames a second, longer gaps are normal. */
export const latePictureMs = 750
/** Packets arrive, but for this long no frame could be decoded, ms. */
export const noFrameMs = 1000
/** Without any sign of life for this long, the far end is gone, ms. */
export const goneMs = 2500
/** The same without answers on the data channel. Then only ICE checks show life, and they come every 2.5 s. */
export const goneWithoutPongsMs = 6000
/** Max wait for media from a far end that answers, ms. Then a new connection is tried. */
export const frozenMs = 10_000
/** An ICE restart begins this long after the last sign of life, ms. */
export const restartAfterMs = 1000

// Data channels

/** Max pings that wait for an answer. */
export const maxPings = 16
/** Above this buffered amount, bytes, moves wait and only the newest of each kind is kept. */
export const busyBytes = 16_384
/** Above this buffered amount, bytes, nothing is added: the far end no longer reads. */
export const fullBytes = 262_144
/** Max messages that wait for the channel to open. */
export const maxEarlyMessages = 64
