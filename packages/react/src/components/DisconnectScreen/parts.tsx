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
/** The screen; nothing until the session has ended. */
export const Root = /* @__PURE__ */ part('DisconnectScreen.Root', 'section', 'disconnect-screen', useRoot)

/** Hollow: the session ended. Broken and red: it failed. */
export function StatusDot() {
  return <Light kind={useFailed() ? 'failed' : 'off'} />
}

function useStateWord() {
  const t = useMessages(disconnectScreenMessages)
  return { children: t(useFailed() ? 'disconnect.failed' : 'disconnect.ended') }
}
export const State = /* @__PURE__ */ part(
  'DisconnectScreen.State',
  'span',
  'disconnect-screen-state',
  useStateWord,
)

function useCode() {
  const end = useSessionEnd()
  return isWritable(end?.code) && end.code !== 1000 ? { children: end.code } : null
}
/** The close code, for bug reports; nothing for code 1000, a normal end. */
export const Code = /* @__PURE__ */ part('DisconnectScreen.Code', 'span', 'disconnect-screen-code', useCode)

function useTitle() {
  const end = useEnd()
  const ref = useHeadingFocus()
  return end && { 'data-slot': 'title', ref, tabIndex: -1, children: end.title }
}
/** Takes the focus when it appears, unless an element outside the view has it. */
export const Title = /* @__PURE__ */ part('DisconnectScreen.Title', 'h2', 'disconnect-screen-title', useTitle)

function useLine() {
  const end = useEnd()
  return end && { 'data-slot': 'line', children: end.line }
}
export const Line = /* @__PURE__ */ part('DisconnectScreen.Line', 'p', 'disconnect-screen-line', useLine)

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
/** The action that can help: start again, try again, join the queue, watch for a restart, reload. */
export const Retry = /* @__PURE__ */ part(
  'DisconnectScreen.Retry',
  'button',
  'disconnect-screen-retry',
  useRetry,
)

function useDetails() {
  const { label, copy } = useCopiedDetails()
  const failed = useFailed()
  const only = useRecovery() === null
  if (!failed) return null
  return { 'data-action': only ? 'secondary' : 'quiet', onClick: () => void copy(), children: label }
}
/** Copies `session.getDiagnostics()` for a bug report; nothing unless the session failed. */
export const Details = /* @__PURE__ */ part(
  'DisconnectScreen.Details',
  'button',
  'disconnect-screen-details',
  useDetails,
)
