'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { StatusDot as Light } from '../../primitives/icons/StatusDot.tsx'
import { compound } from '../../primitives/part/compound.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'
import { useCopiedDetails } from './use-copied-details.ts'
import { useEnd, type DisconnectScreenState } from './use-end.ts'
import { useHeadingFocus } from './use-heading-focus.ts'

const disconnectScreen = /* @__PURE__ */ compound('DisconnectScreen', useEnd)

function useRoot(end: DisconnectScreenState | null) {
  useAnnounced(end && `${end.title}. ${end.line}`)
  return end && { 'data-surface': 'card', 'aria-label': end.title }
}
/** The screen; nothing until the session has ended. */
export const Root = /* @__PURE__ */ disconnectScreen.root('Root', 'section', useRoot)

/** Hollow: the session ended. Broken and red: it failed. */
export function StatusDot() {
  const { clean } = disconnectScreen.useRootState('StatusDot')
  return <Light kind={clean ? 'off' : 'failed'} />
}

function useStateWord({ clean }: DisconnectScreenState) {
  const t = useMessages(disconnectScreenMessages)
  return { children: t(clean ? 'disconnect.ended' : 'disconnect.failed') }
}
export const State = /* @__PURE__ */ disconnectScreen.part('State', 'span', useStateWord)

const codeOf = ({ code }: DisconnectScreenState) =>
  isWritable(code) && code !== 1000 ? { children: code } : null
/** The close code, for bug reports; nothing for code 1000, a normal end. */
export const Code = /* @__PURE__ */ disconnectScreen.part('Code', 'span', codeOf)

function useTitle({ title }: DisconnectScreenState) {
  const ref = useHeadingFocus()
  return { 'data-slot': 'title', ref, tabIndex: -1, children: title }
}
/** Takes the focus when it appears, unless an element outside the view has it. */
export const Title = /* @__PURE__ */ disconnectScreen.part('Title', 'h2', useTitle)

const lineOf = ({ line }: DisconnectScreenState) => ({ 'data-slot': 'line', children: line })
export const Line = /* @__PURE__ */ disconnectScreen.part('Line', 'p', lineOf)

function useRetry({ recovery }: DisconnectScreenState) {
  const actions = useSessionActions()
  const t = useMessages(disconnectScreenMessages)
  if (recovery === 'none') return null
  const ways = { ...actions, 'join-queue': actions.start, 'reload-page': () => location.reload() }
  return {
    'data-action': 'primary',
    onClick: () => ways[recovery](),
    children: t(`disconnect.${recovery}`),
  }
}
/** The action that can help: start again, try again, join the queue, watch for a restart, reload. */
export const Retry = /* @__PURE__ */ disconnectScreen.part('Retry', 'button', useRetry)

function useDetails({ clean, recovery }: DisconnectScreenState) {
  const { label, copy } = useCopiedDetails()
  if (clean) return null
  return {
    'data-action': recovery === 'none' ? 'secondary' : 'quiet',
    onClick: () => void copy(),
    children: label,
  }
}
/** Copies `session.getDiagnostics()` for a bug report; nothing unless the session failed. */
export const Details = /* @__PURE__ */ disconnectScreen.part('Details', 'button', useDetails)
