import type { Tracks } from '@standby/core/source'
import type { TrackPreferences } from './track-preferences.ts'

const shown: readonly string[] = ['captions', 'subtitles']

const idOf = ({ kind, language, label }: TextTrack): string => `${kind}:${language}:${label}`

/**
 * Captions and subtitles of an element. hls.js adds each one as a text track and follows the track's mode. A browser
 * that plays HLS itself does the same, so one implementation serves both. A choice is kept across reloads.
 */
export class TextTracks {
  readonly #preferences: TrackPreferences
  readonly #changed: () => void
  #list: TextTrackList | null = null

  constructor(preferences: TrackPreferences, changed: () => void) {
    this.#preferences = preferences
    this.#changed = changed
  }

  attach(video: HTMLVideoElement): void {
    this.detach()
    // In jsdom `textTracks` has no `addEventListener`.
    const list = video.textTracks as TextTrackList | undefined
    this.#list = list && 'addEventListener' in list ? list : null
    this.#apply()
    this.#list?.addEventListener('addtrack', this.#onAdd)
    this.#list?.addEventListener('removetrack', this.#changed)
    this.#list?.addEventListener('change', this.#changed)
  }

  detach(): void {
    this.#list?.removeEventListener('addtrack', this.#onAdd)
    this.#list?.removeEventListener('removetrack', this.#changed)
    this.#list?.removeEventListener('change', this.#changed)
    this.#list = null
  }

  select(id: string | null): void {
    this.#preferences.text = id
    this.#apply()
    this.#changed()
  }

  get value(): Tracks['texts'] {
    const tracks = this.#tracks()
    if (tracks.length === 0) return null
    const selected = tracks.find((track) => track.mode === 'showing')
    return {
      items: tracks.map((track) => ({
        id: idOf(track),
        label: track.label || track.language,
        ...(track.language && { language: track.language }),
      })),
      selected: selected ? idOf(selected) : null,
    }
  }

  readonly #onAdd = (): void => {
    this.#apply()
    this.#changed()
  }

  #tracks(): TextTrack[] {
    return [...(this.#list ?? [])].filter(({ kind }) => shown.includes(kind))
  }

  #apply(): void {
    if (this.#preferences.text === undefined) return
    for (const track of this.#tracks()) {
      const mode = idOf(track) === this.#preferences.text ? 'showing' : 'disabled'
      if (track.mode !== mode) track.mode = mode
    }
  }
}
