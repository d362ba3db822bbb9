'use client'
import { useQuality, type QualityChoice } from '../../hooks/media/useQuality.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { ChoiceMenu } from './ChoiceMenu.tsx'
import { trackMenusMessages } from './TrackMenus.messages.ts'
import * as paths from './icon-paths.ts'
import { bySize, qualityLabel } from './quality-label.ts'

export type QualityMenuState = QualityChoice

function useQualityPart(quality: QualityMenuState | null) {
  const t = useMessages(trackMenusMessages)
  if (!quality || quality.items.length < 2) return null
  const { items, selected, select } = quality
  const active = items.find(({ id }) => id === quality.active)
  const automatic = active
    ? t('trackMenus.auto', { active: qualityLabel(active, items) })
    : t('trackMenus.auto.unknown')
  const choices = [...items].sort(bySize).map((item) => ({ id: item.id, label: qualityLabel(item, items) }))
  return {
    children: (
      <ChoiceMenu
        label={t('trackMenus.quality')}
        icon={paths.quality}
        choices={[
          { id: 'auto', label: selected === 'auto' ? automatic : t('trackMenus.auto.unknown') },
          ...choices,
        ]}
        selected={selected}
        onSelect={select}
      />
    ),
  }
}

/** The picture's quality. Renders a `<div>` with a button and its menu; nothing with fewer than two qualities. */
export const QualityMenu = /* @__PURE__ */ part(
  'TrackMenus.Quality',
  'div',
  'quality-menu',
  useQuality,
  useQualityPart,
)
