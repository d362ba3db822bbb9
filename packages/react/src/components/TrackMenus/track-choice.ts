import type { MediaTrack } from '@standby/core'
import { clip } from '../../i18n/clip.ts'
import type { Choice } from './ChoiceMenu.tsx'

/** Max length of a label, characters. */
export const maxLabelLength = 80

/** A track's own label; its language, then its id, where it has none. */
export function trackChoice({ id, label, language }: MediaTrack): Choice {
  return { id, label: clip(label || language || id, maxLabelLength), language }
}
