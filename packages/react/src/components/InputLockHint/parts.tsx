'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { keyboard, pointer } from './icon-paths.ts'
import { inputLockHintMessages } from './InputLockHint.messages.ts'
import { useInputLockHint, type InputLockHintState } from './use-hint.ts'

function useRoot(state: InputLockHintState | null) {
  const t = useMessages(inputLockHintMessages)
  if (!state) return null
  const { hint } = state
  return {
    'data-surface': 'chip',
    // The hint asks for a click on the picture, so it must not catch that click itself.
    style: { pointerEvents: 'none' as const },
    children: (
      <>
        <Icon d={hint === 'click' || hint === 'tap' ? pointer : keyboard} />
        <span>{t(`inputLockHint.${hint}`)}</span>
      </>
    ),
  }
}
/** Says where the viewer's keys go, while that is not obvious. Screen readers get it from the picture's description. */
export const Root = /* @__PURE__ */ part(
  'InputLockHint.Root',
  'div',
  'input-lock-hint',
  useInputLockHint,
  useRoot,
)
