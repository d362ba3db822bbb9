'use client'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { BufferLeft } from './BufferLeft.tsx'
import { farEndHintMessages } from './FarEndHint.messages.ts'

export interface FarEndHintState {
  /** When the far end was lost; local epoch, ms. */
  readonly since: number
  /** Until when it is awaited; local epoch, ms. `null` once an inferred window has passed. */
  readonly deadline: number | null
  /** `true`: announced by the far end's platform. `false`: inferred from the media that arrives. */
  readonly exact: boolean
}

/** The buffer still plays: otherwise another surface says that the far end is lost. */
function useFarEndHint(): FarEndHintState | null {
  return useSession(({ status, farEnd }) =>
    farEnd.state === 'lost' && (status === 'streaming' || status === 'idle') ? farEnd : null,
  )
}

function useRoot(lost: FarEndHintState | null) {
  const t = useMessages(farEndHintMessages)
  const text = t(useIsBroadcast() ? 'farEndHint.broadcaster' : 'farEndHint.application')
  useAnnounced(lost ? text : null)
  if (!lost) return null
  return {
    'data-surface': 'chip',
    children: (
      <>
        <StatusDot kind="wait" />
        <span data-standby="far-end-hint-label">{text}</span>
        <BufferLeft />
      </>
    ),
  }
}
/** The chip shown while the far end is lost and the buffer still plays; nothing otherwise. */
export const Root = /* @__PURE__ */ part('FarEndHint.Root', 'div', 'far-end-hint', useFarEndHint, useRoot)
