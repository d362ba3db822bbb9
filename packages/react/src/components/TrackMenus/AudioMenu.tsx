'use client'
import { useAudioTracks, type AudioTrackChoice } from '../../hooks/media/useAudioTracks.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { ChoiceMenu } from './ChoiceMenu.tsx'
import { trackMenusMessages } from './TrackMenus.messages.ts'
import * as paths from './icon-paths.ts'
import { trackChoice } from './track-choice.ts'

export type AudioMenuState = AudioTrackChoice

function useAudio(audio: AudioMenuState | null) {
  const t = useMessages(trackMenusMessages)
  if (!audio || audio.items.length < 2) return null
  return {
    children: (
      <ChoiceMenu
        label={t('trackMenus.audio')}
        icon={paths.audio}
        choices={audio.items.map(trackChoice)}
        selected={audio.selected ?? ''}
        onSelect={audio.select}
      />
    ),
  }
}

/** The audio track. Renders a `<div>` with a button and its menu; nothing with fewer than two tracks. */
export const AudioMenu = /* @__PURE__ */ part(
  'TrackMenus.Audio',
  'div',
  'audio-menu',
  useAudioTracks,
  useAudio,
)
