'use client'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useTextTracks, type TextTrackChoice } from '../../hooks/media/useTextTracks.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { toggleCaptions } from './captions.ts'
import { ChoiceMenu } from './ChoiceMenu.tsx'
import { trackMenusMessages } from './TrackMenus.messages.ts'
import * as paths from './icon-paths.ts'
import { trackChoice } from './track-choice.ts'

/** The id of the choice "Off"; no track has an empty id. */
const off = ''

export type CaptionsMenuState = TextTrackChoice

function useCaptions(texts: CaptionsMenuState | null) {
  const { tracks } = useSessionHandle()
  const t = useMessages(trackMenusMessages)
  if (!texts || texts.items.length === 0) return null
  const label = t('trackMenus.captions')
  if (texts.items.length === 1) {
    const on = texts.selected !== null
    return {
      children: (
        <button
          type="button"
          data-standby="captions-menu-switch"
          data-tool=""
          aria-label={label}
          aria-pressed={on}
          onClick={() => toggleCaptions(tracks)}
        >
          <Icon d={paths.captions} />
        </button>
      ),
    }
  }
  return {
    children: (
      <ChoiceMenu
        label={label}
        icon={paths.captions}
        choices={[{ id: off, label: t('trackMenus.off') }, ...texts.items.map(trackChoice)]}
        selected={texts.selected ?? off}
        onSelect={(id) => texts.select(id === off ? null : id)}
      />
    ),
  }
}

/** Captions. Renders a `<div>`: a toggle button for one track, a button and its menu for more, nothing for none. */
export const CaptionsMenu = /* @__PURE__ */ part(
  'TrackMenus.Captions',
  'div',
  'captions-menu',
  useTextTracks,
  useCaptions,
)
