import type Hls from 'hls.js'
import type { Level, MediaPlaylist } from 'hls.js'
import type { Quality, Tracks } from '@standby/core/source'
import type { HlsConstructor } from './hls-input.ts'
import { TextTracks } from '../../tracks/text-tracks.ts'
import type { TrackPreferences } from '../../tracks/track-preferences.ts'

type LevelFacts = Pick<Level, 'height' | 'bitrate' | 'name'>
type AudioFacts = Pick<MediaPlaylist, 'lang' | 'name'>

/** A level keeps its id across reloads, even when its position in the playlist changes. */
export const qualityId = ({ height, bitrate }: LevelFacts): string => `${height}p-${bitrate}`
export const audioId = ({ lang, name }: AudioFacts): string => `${lang ?? ''}:${name}`

/** The index of the chosen level, or of the nearest one in height when the playlist has changed. -1: no level. */
export function findLevel(levels: readonly LevelFacts[], id: string): number {
  const exact = levels.findIndex((level) => qualityId(level) === id)
  const height = Number.parseInt(id, 10)
  if (exact >= 0 || !(height > 0)) return exact
  let nearest = -1
  levels.forEach((level, i) => {
    const best = levels[nearest]
    if (!best || Math.abs(level.height - height) < Math.abs(best.height - height)) nearest = i
  })
  return nearest
}

const nothing: Tracks = { qualities: null, texts: null, audios: null }

/** The tracks that hls.js offers. Choices are applied again after each reload. */
export class HlsTracks {
  readonly #hls: Hls
  readonly #emit: (tracks: Tracks) => void
  readonly #texts: TextTracks
  readonly #preferences: TrackPreferences
  #reported = JSON.stringify(nothing)

  constructor(
    hls: Hls,
    { Events }: HlsConstructor,
    preferences: TrackPreferences,
    emit: (tracks: Tracks) => void,
  ) {
    this.#hls = hls
    this.#preferences = preferences
    this.#emit = emit
    this.#texts = new TextTracks(preferences, () => this.#report())
    hls.on(Events.MANIFEST_PARSED, () => this.#reapply())
    hls.on(Events.LEVEL_SWITCHED, () => this.#report())
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#reapplyAudio())
    hls.on(Events.AUDIO_TRACK_SWITCHED, () => this.#report())
  }

  attach(video: HTMLVideoElement): void {
    this.#texts.attach(video)
  }

  detach(): void {
    this.#texts.detach()
  }

  selectQuality(id: string): void {
    const level = id === 'auto' ? -1 : findLevel(this.#hls.levels, id)
    if (id !== 'auto' && level < 0) return
    this.#preferences.quality = id
    // The level changes with the next segment. The buffer is played.
    this.#hls.nextLevel = level
    this.#report()
  }

  selectText(id: string | null): void {
    this.#texts.select(id)
  }

  selectAudio(id: string): void {
    this.#preferences.audio = id
    this.#reapplyAudio()
  }

  #reapply(): void {
    if (this.#preferences.quality !== 'auto') {
      const level = findLevel(this.#hls.levels, this.#preferences.quality)
      if (level >= 0) this.#hls.loadLevel = level
    }
    this.#report()
  }

  #reapplyAudio(): void {
    const wanted = this.#audios.findIndex((track) => audioId(track) === this.#preferences.audio)
    if (wanted >= 0 && wanted !== this.#hls.audioTrack) this.#hls.audioTrack = wanted
    this.#report()
  }

  /** The light build has no `audioTracks`. */
  get #audios(): readonly MediaPlaylist[] {
    return (this.#hls.audioTracks as MediaPlaylist[] | undefined) ?? []
  }

  /** Reports the tracks when they differ from the last report. */
  #report(): void {
    const tracks: Tracks = {
      qualities: this.#qualities(),
      texts: this.#texts.value,
      audios: this.#audioTracks(),
    }
    const json = JSON.stringify(tracks)
    if (json === this.#reported) return
    this.#reported = json
    this.#emit(tracks)
  }

  #qualities(): Tracks['qualities'] {
    const { levels, currentLevel } = this.#hls
    if (levels.length < 2) return null
    const active = levels[currentLevel]
    return {
      items: levels.map((level): Quality => ({
        id: qualityId(level),
        ...(level.height && { height: level.height }),
        ...(level.bitrate && { bitrate: level.bitrate }),
        ...(level.name && { name: level.name }),
      })),
      selected: this.#preferences.quality,
      active: active ? qualityId(active) : null,
    }
  }

  #audioTracks(): Tracks['audios'] {
    const tracks = this.#audios
    if (tracks.length < 2) return null
    const selected = tracks[this.#hls.audioTrack]
    return {
      items: tracks.map((track) => ({
        id: audioId(track),
        label: track.name || track.lang || '',
        ...(track.lang && { language: track.lang }),
      })),
      selected: selected ? audioId(selected) : null,
    }
  }
}
