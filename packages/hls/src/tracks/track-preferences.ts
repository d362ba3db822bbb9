/** What a viewer chose. It belongs to the source: reloads and later connections choose the same again. */
export interface TrackPreferences {
  /** A quality's id, or `auto`. */
  quality: string
  audio: string | null
  /** `null`: none; `undefined`: what the stream itself suggests. */
  text: string | null | undefined
}

export const noPreferences = (): TrackPreferences => ({ quality: 'auto', audio: null, text: undefined })
