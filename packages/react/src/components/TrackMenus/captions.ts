import type { SessionTracks } from '@standby/core'

const lastChosen = new WeakMap<SessionTracks, string>()

/** Turns captions off, or on again with the last selected track, otherwise the first one. */
export function toggleCaptions(tracks: SessionTracks): void {
  const { texts } = tracks.get()
  if (!texts) return
  if (texts.selected !== null) {
    lastChosen.set(tracks, texts.selected)
    tracks.selectText(null)
    return
  }
  const last = lastChosen.get(tracks)
  const track = texts.items.find(({ id }) => id === last) ?? texts.items[0]
  if (track) tracks.selectText(track.id)
}
