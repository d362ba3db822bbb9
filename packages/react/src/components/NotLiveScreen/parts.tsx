'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'
import { StartsIn } from './StartsIn.tsx'
import { notLiveScreen, type NotLiveScreenState } from './use-not-live.ts'

function useRoot(notLive: NotLiveScreenState | null) {
  const { time } = useFormat()
  const { title = '', line, startsAt } = notLive ?? {}
  useAnnounced(notLive && (startsAt ? `${title} ${time(startsAt)}. ${line}` : `${title}. ${line}`))
  return notLive && { 'data-surface': 'card', 'aria-label': title }
}
/** The screen; nothing in any other status than `not-live`. */
export const Root = /* @__PURE__ */ notLiveScreen.root('Root', 'section', useRoot)

function useStateWord() {
  const t = useMessages(notLiveScreenMessages)
  return { children: t('notLiveScreen.waiting') }
}
export const State = /* @__PURE__ */ notLiveScreen.part('State', 'span', useStateWord)

const titleOf = ({ title }: NotLiveScreenState) => ({ 'data-slot': 'title', children: title })
export const Title = /* @__PURE__ */ notLiveScreen.part('Title', 'h2', titleOf)

function useTime({ startsAt }: NotLiveScreenState) {
  const { time } = useFormat()
  return startsAt ? { dateTime: new Date(startsAt).toISOString(), children: time(startsAt) } : null
}
/** The start time; nothing where it is unknown or has passed. */
export const Time = /* @__PURE__ */ notLiveScreen.part('Time', 'time', useTime)

const estimateOf = ({ startsAt }: NotLiveScreenState) =>
  startsAt ? { 'data-slot': 'estimate', children: <StartsIn at={startsAt} /> } : null
/** The time until the start. */
export const Estimate = /* @__PURE__ */ notLiveScreen.part('Estimate', 'span', estimateOf)

const lineOf = ({ line }: NotLiveScreenState) => ({ 'data-slot': 'line', children: line })
export const Line = /* @__PURE__ */ notLiveScreen.part('Line', 'p', lineOf)

function useLeave({ reason }: NotLiveScreenState) {
  const t = useMessages(notLiveScreenMessages)
  const { leave } = useSessionActions()
  const children = t(reason === 'ended' ? 'notLiveScreen.stop' : 'notLiveScreen.leave')
  return { 'data-action': 'secondary', onClick: () => leave(), children }
}
export const Leave = /* @__PURE__ */ notLiveScreen.part('Leave', 'button', useLeave)
