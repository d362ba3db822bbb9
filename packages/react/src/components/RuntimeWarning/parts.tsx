'use client'
import { useRuntimeWarning } from '../../hooks/status/useRuntimeWarning.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { clock } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { useReached } from '../../session/reading/use-reached.ts'
import { runtimeWarningMessages } from './RuntimeWarning.messages.ts'
import { TimeLeft } from './TimeLeft.tsx'

const lastMinuteMs = 60_000

function useRoot() {
  const deadline = useRuntimeWarning()?.deadline ?? null
  const last = useReached(deadline === null ? null : deadline - lastMinuteMs)
  const t = useMessages(runtimeWarningMessages)
  if (deadline === null) return null
  return {
    'data-surface': 'chip',
    'data-last': last ? '' : undefined,
    children: (
      <>
        {last ? <StatusDot kind="wait" /> : <Icon d={clock} />}
        <span>
          {t('runtimeWarning.endsIn')} <TimeLeft deadline={deadline} last={last} />
        </span>
      </>
    ),
  }
}
/** The time until the far end's limit; nothing until it is near. */
export const Root = /* @__PURE__ */ part('RuntimeWarning.Root', 'div', 'runtime-warning', useRoot)
