import type { MediaTrack } from '@standby/core'
import type { Choice } from './ChoiceMenu.tsx'

/** A track's own label; its language where it has none. */
export function trackChoice({ id, label, language }: MediaTrack): Choice {
  return { id, label: label || language || id, language }
}
