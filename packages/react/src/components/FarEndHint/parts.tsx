'use client'
import type { FarEnd } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { BufferLeft } from './BufferLeft.tsx'
import { farEndHintMessages } from './FarEndHint.messages.ts'

/** The far end that is lost: since when, and until when it is awaited. */
export type FarEndHintState = Extract<FarEnd, { state: 'lost' }>

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
