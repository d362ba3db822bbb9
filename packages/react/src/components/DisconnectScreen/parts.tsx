'use client'
import { useSessionEnd } from '../../hooks/status/useSessionEnd.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { StatusDot as Light } from '../../primitives/icons/StatusDot.tsx'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'
import { useCopiedDetails } from './use-copied-details.ts'
import { useEnd } from './use-end.ts'
import { useHeadingFocus } from './use-heading-focus.ts'
import { useRecovery } from './use-recovery.ts'

const useFailed = () => useSession((state) => state.status === 'failed')

function useRoot() {
  const end = useEnd()
  useAnnounced(end && `${end.title}. ${end.line}`)
  return end && { 'data-surface': 'card', 'aria-label': end.title }
}
/** The screen; nothing while the session has not ended. */
export const Root = /* @__PURE__ */ part('section', 'disconnect-screen', useRoot)

/** Hollow: it ended. Broken and red: it failed. */
export function StatusDot() {
  return <Light kind={useFailed() ? 'failed' : 'off'} />
}

function useStateWord() {
  const t = useMessages(disconnectScreenMessages)
  return { children: t(useFailed() ? 'disconnect.failed' : 'disconnect.ended') }
}
export const State = /* @__PURE__ */ part('span', 'disconnect-screen-state', useStateWord)

function useCode() {
  const end = useSessionEnd()
  return isWritable(end?.code) && end.code !== 1000 ? { children: end.code } : null
}
/** For whoever has to report it; an end that is none of anybody's fault has none. */
export const Code = /* @__PURE__ */ part('span', 'disconnect-screen-code', useCode)

function useTitle() {
  const end = useEnd()
  const ref = useHeadingFocus()
  return end && { ref, tabIndex: -1, children: end.title }
}
/** Takes the focus when it comes, from inside the view or from nowhere. */
export const Title = /* @__PURE__ */ part('h2', 'disconnect-screen-title', useTitle)

function useLine() {
  const end = useEnd()
  return end && { children: end.line }
}
export const Line = /* @__PURE__ */ part('p', 'disconnect-screen-line', useLine)

function useRetry() {
  const action = useRecovery()
  const t = useMessages(disconnectScreenMessages)
  if (!action) return null
  return {
    'data-action': 'primary',
    onClick: action.recover,
    children: t(`disconnect.${action.recovery}`),
  }
}
/** What can help: start again, try again, join the queue, watch for a restart, reload. */
export const Retry = /* @__PURE__ */ part('button', 'disconnect-screen-retry', useRetry)

function useDetails() {
  const { label, copy } = useCopiedDetails()
  const failed = useFailed()
  const only = useRecovery() === null
  if (!failed) return null
  return { 'data-action': only ? 'secondary' : 'quiet', onClick: () => void copy(), children: label }
}
/** Copies `session.getDiagnostics()` for whoever has to find out. */
export const Details = /* @__PURE__ */ part('button', 'disconnect-screen-details', useDetails)
