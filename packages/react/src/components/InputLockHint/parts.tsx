'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { keyboard, pointer } from './icon-paths.ts'
import { inputLockHintMessages } from './InputLockHint.messages.ts'
import { useHint } from './use-hint.ts'

function useRoot() {
  const hint = useHint()
  const t = useMessages(inputLockHintMessages)
  if (!hint) return null
  return {
    'data-surface': 'chip',
    // It says something about the picture, and the next click is meant for the picture.
    style: { pointerEvents: 'none' as const },
    children: (
      <>
        <Icon d={hint === 'click' || hint === 'tap' ? pointer : keyboard} />
        <span>{t(`inputLockHint.${hint}`)}</span>
      </>
    ),
  }
}
/** Where the viewer's keys go, while that is not plain. A reader hears the same from the picture it describes. */
export const Root = /* @__PURE__ */ part('div', 'input-lock-hint', useRoot)
