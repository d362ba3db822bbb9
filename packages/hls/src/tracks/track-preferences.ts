/** The tracks that the viewer chose. They belong to the source: reloads and later connections apply them again. */
export interface TrackPreferences {
  /** Id of a quality, or `auto`. */
  quality: string
  audio: string | null
  /** Id of a text track. `null`: none. `undefined`: the default of the stream. */
  text: string | null | undefined
}

export const noPreferences = (): TrackPreferences => ({ quality: 'auto', audio: null, text: undefined })
