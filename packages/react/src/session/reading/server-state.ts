import type { LiveSample, MediaState, SessionState, StatsSample, Tracks } from '@standby/core'

/** The state that a server renders for any session; hydration starts with it too. */
export const serverState: SessionState = Object.freeze({
  status: 'ready',
  run: 0,
  playback: 'loading',
  stallCause: null,
  farEnd: Object.freeze({ state: 'present' as const }),
  signalling: 'connected',
  queue: null,
  notLive: null,
  connecting: null,
  afk: null,
  runtime: null,
  reconnect: null,
  end: null,
})

export const serverMedia: MediaState = Object.freeze({
  muted: false,
  mutedBy: null,
  volume: 1,
  pictureInPicture: false,
  hasPicture: false,
})

export const serverTracks: Tracks = Object.freeze({ qualities: null, texts: null, audios: null })

export const serverLive: LiveSample | null = null
export const serverStats: StatsSample | null = null
