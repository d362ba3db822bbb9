'use client'
import { useMemo } from 'react'
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

export interface RuntimeWarningState {
  /** When the far end's limit ends the session; local epoch, ms. */
  readonly deadline: number
  /** The last minute has begun. */
  readonly last: boolean
}

function useRuntimeWarningState(): RuntimeWarningState | null {
  const deadline = useRuntimeWarning()?.deadline ?? null
  const last = useReached(deadline === null ? null : deadline - lastMinuteMs)
  return useMemo(() => (deadline === null ? null : { deadline, last }), [deadline, last])
}

function useRoot(warning: RuntimeWarningState | null) {
  const t = useMessages(runtimeWarningMessages)
  if (!warning) return null
  const { deadline, last } = warning
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
export const Root = /* @__PURE__ */ part(
  'RuntimeWarning.Root',
  'div',
  'runtime-warning',
  useRuntimeWarningState,
  useRoot,
)
